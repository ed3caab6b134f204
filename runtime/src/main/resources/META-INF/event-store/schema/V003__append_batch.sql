-- Appends to several streams at once; each append is judged on its own.
-- Streams are locked in the order of their names, so that overlapping batches cannot deadlock.
--   stream_names      one per append
--   expected_versions one per append: a version, 0 for no stream, -1 for any, -2 for an existing stream
--   event_counts      one per append, at least 1
--   event_appends     one per event: the ordinal of its append, from 1
--   event_ids, event_types, event_data, event_metadata  one per event, in the order of the appends
--   patience          how long it waits for a stream that somebody else holds, until the end of the transaction; null for as long
--                     as it must
-- Result, in arrays of one element per append:
--   new_versions       the stream's version after the append; 0 if the stream did not take it
--   actual_versions    if the stream did not take it: the stream's version, 0 for no stream
--   repeated_positions if the same events stand behind the expected version already: the position of the last; otherwise 0
-- and of all appends that were taken:
--   positions          of their events, in the order of the events
--   appended_at        the time
create function ${schema}.append_batch(
    stream_names text[],
    expected_versions bigint[],
    event_counts integer[],
    event_appends integer[],
    event_ids uuid[],
    event_types text[],
    event_data text[],
    event_metadata text[],
    patience text,
    out new_versions bigint[],
    out actual_versions bigint[],
    out repeated_positions bigint[],
    out positions bigint[],
    out appended_at timestamptz)
language plpgsql
as $$
declare
    appends integer := cardinality(stream_names);
    ids bigint[] := array_fill(0::bigint, array[appends]);
    bases bigint[] := array_fill(0::bigint, array[appends]);
    appends_left integer := appends;
    events_before bigint := 0;
    append record;
    id bigint;
    version bigint;
    repeated bigint;
    seen_name text := '';
    seen_id bigint;
    seen_version bigint;
begin
    new_versions := array_fill(0::bigint, array[appends]);
    actual_versions := array_fill(0::bigint, array[appends]);
    repeated_positions := array_fill(0::bigint, array[appends]);
    if patience is not null then
        perform set_config('lock_timeout', patience, true);
    end if;

    -- One statement for the first append to each stream. It cannot do without a stream that must exist; and what it does not
    -- take, the loop below asks again and finds out why: it holds the locks by then. "exists" could make a hash of all streams,
    -- by a plan from when there were few.
    if appends >= 8 then
        for append in
            with firsts as materialized (
                select f.name, f.events,
                       f.expected in (0, -1)
                           or (select x.stream_id from ${schema}.streams x where x.stream_name = f.name) is not null as is_there
                from (
                    select distinct on (a.name collate "C") a.name, a.expected, a.events
                    from unnest(stream_names, expected_versions, event_counts)
                             with ordinality as a (name, expected, events, ordinal)
                    order by a.name collate "C", a.ordinal
                ) f
            )
            insert into ${schema}.streams as s (stream_name, stream_version)
            select f.name, f.events
            from firsts f
            where (select bool_and(every.is_there) from firsts every)
            order by f.name collate "C"
            on conflict (stream_name) do update
            set stream_version = s.stream_version + excluded.stream_version
            where expected_versions[array_position(stream_names, excluded.stream_name)] in (-1, -2, s.stream_version)
            returning s.stream_id as id, s.stream_version as version, array_position(stream_names, s.stream_name) as ordinal
        loop
            if append.version = event_counts[append.ordinal] and expected_versions[append.ordinal] not in (0, -1) then
                raise serialization_failure using message = format('stream %s was removed', stream_names[append.ordinal]);
            end if;
            ids[append.ordinal] := append.id;
            new_versions[append.ordinal] := append.version;
            appends_left := appends_left - 1;
        end loop;
        for ordinal in 1 .. appends loop
            bases[ordinal] := new_versions[ordinal] - event_counts[ordinal] - events_before;
            events_before := events_before + event_counts[ordinal];
        end loop;
    end if;

    for append in
        select a.name, a.expected, a.events, a.ordinal::integer as ordinal, a.events_before
        from (
            select u.*, sum(u.events) over (order by u.ordinal) - u.events as events_before
            from unnest(stream_names, expected_versions, event_counts) with ordinality as u (name, expected, events, ordinal)
            where appends_left > 0
        ) a
        where ids[a.ordinal] = 0
        order by a.name collate "C", a.ordinal
    loop
        loop
            -- A stream that was seen beyond the expected version in this batch need not be asked again: it never goes back.
            if append.name = seen_name and append.expected >= 0 and append.expected < seen_version then
                version := seen_version;
            else
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
                    bases[append.ordinal] := version - append.events - append.events_before;
                    new_versions[append.ordinal] := version;
                    appends_left := appends_left - 1;
                    seen_name := append.name;
                    seen_id := id;
                    seen_version := version;
                    exit;
                end if;

                version := 0;
                select s.stream_id, s.stream_version
                into id, version
                from ${schema}.streams s
                where s.stream_name = append.name;
                version := coalesce(version, 0);
                seen_name := append.name;
                seen_id := id;
                seen_version := version;
            end if;

            repeated := 0;
            if append.expected >= 0 and append.expected + append.events <= version then
                select max(e.global_position)
                into repeated
                from ${schema}.events e
                where e.stream_id = seen_id
                  and e.stream_version > append.expected
                  and e.stream_version <= append.expected + append.events
                  and e.event_id = event_ids[append.events_before + e.stream_version - append.expected]
                having count(*) = append.events;
                repeated := coalesce(repeated, 0);
            end if;

            -- The stream may have reached the expected version since it refused the append: then it is asked again.
            if repeated > 0
               or append.expected = -2 and version = 0
               or append.expected >= 0 and version <> append.expected then
                actual_versions[append.ordinal] := version;
                repeated_positions[append.ordinal] := repeated;
                exit;
            end if;
        end loop;
    end loop;

    if appends_left < appends then
        appended_at := clock_timestamp();
        with appended as (
            insert into ${schema}.events as e
                (stream_id, stream_version, event_id, event_type, data, metadata, recorded_at)
            select ids[v.append], bases[v.append] + v.ordinal, v.event_id, v.event_type, v.data::json, v.metadata::json,
                   appended_at
            from unnest(event_appends, event_ids, event_types, event_data, event_metadata)
                     with ordinality as v (append, event_id, event_type, data, metadata, ordinal)
            where ids[v.append] <> 0
            order by v.ordinal
            returning e.global_position
        )
        select array_agg(a.global_position order by a.global_position) into positions from appended a;
    end if;
end
$$;
