-- Appends to several streams at once; each append is judged on its own and answered in one row.
-- Streams are locked in the order of their names, so that overlapping batches cannot deadlock.
--   stream_names      one per append, each stream at most once
--   expected_versions one per append: a version, 0 for no stream, -1 for any, -2 for an existing stream
--   event_counts      one per append
--   event_ids, event_types, event_data, event_metadata  one per event, in the order of the appends
-- Result: for each append that was accepted its ordinal (from 1), the stream's new version, the events' positions, the time.
create function ${schema}.append_batch(
    stream_names text[],
    expected_versions bigint[],
    event_counts integer[],
    event_ids uuid[],
    event_types text[],
    event_data text[],
    event_metadata text[])
returns table (append_ordinal bigint, new_version bigint, positions bigint[], appended_at timestamptz)
language plpgsql
as $$
declare
    appends bigint := cardinality(stream_names);
    ids bigint[] := array_fill(null::bigint, array[appends::integer]);
    versions bigint[] := array_fill(null::bigint, array[appends::integer]);
    append record;
    id bigint;
    version bigint;
begin
    for append in
        select a.name, a.expected, a.events, a.ordinal
        from unnest(stream_names, expected_versions, event_counts) with ordinality as a (name, expected, events, ordinal)
        order by a.name collate "C", a.ordinal
    loop
        id := null;
        if append.expected > 0 or append.expected = -2 then
            update ${schema}.streams s
            set stream_version = s.stream_version + append.events
            where s.stream_name = append.name
              and (append.expected = -2 or s.stream_version = append.expected)
            returning s.stream_id, s.stream_version into id, version;
        else
            insert into ${schema}.streams as s (stream_name, stream_version)
            values (append.name, append.events)
            on conflict (stream_name) do update
            set stream_version = s.stream_version + excluded.stream_version
            where append.expected = -1
            returning s.stream_id, s.stream_version into id, version;
        end if;
        if id is not null then
            ids[append.ordinal] := id;
            versions[append.ordinal] := version - append.events;
        end if;
    end loop;

    return query
    with accepted as (
        select a.ordinal, a.stream_id, a.version_before, a.last_event - a.events as events_before, a.last_event
        from (
            select b.ordinal, b.stream_id, b.version_before, b.events, sum(b.events) over (order by b.ordinal) as last_event
            from unnest(ids, versions, event_counts) with ordinality as b (stream_id, version_before, events, ordinal)
        ) a
        where a.stream_id is not null
    ),
    appended as (
        insert into ${schema}.events as e
            (stream_id, stream_version, event_id, event_type, data, metadata, recorded_at)
        select a.stream_id, a.version_before + v.ordinal - a.events_before, v.event_id, v.event_type, v.data::json,
               v.metadata::json, clock.now
        from unnest(event_ids, event_types, event_data, event_metadata)
                 with ordinality as v (event_id, event_type, data, metadata, ordinal)
        join accepted a on v.ordinal > a.events_before and v.ordinal <= a.last_event
        cross join (select clock_timestamp() as now offset 0) clock
        order by v.ordinal
        returning e.stream_id, e.stream_version, e.global_position, e.recorded_at
    )
    select a.ordinal, max(p.stream_version), array_agg(p.global_position order by p.stream_version), max(p.recorded_at)
    from appended p
    join accepted a
      on a.stream_id = p.stream_id
     and p.stream_version > a.version_before
     and p.stream_version <= a.version_before + a.last_event - a.events_before
    group by a.ordinal;
end
$$;
