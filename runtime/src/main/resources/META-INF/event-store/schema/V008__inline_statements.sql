-- Runs statements of inline projections, each for an event that was appended. The parameters of a statement are the event's stream,
-- version, position, type, data, metadata, time and id.
-- What fails is told with the projection and the event; what is not the statement's fault, such as a deadlock, as it is.
--   projections      one name per run
--   statements       one per run
--   event_positions  one per run
create function ${schema}.project_events(projections text[], statements text[], event_positions bigint[])
returns void
language plpgsql
as $$
declare
    failed integer;
    event record;
    state text;
    finding text;
begin
    for run in 1 .. cardinality(projections)
    loop
        failed := run;
        select s.stream_name, e.stream_version, e.global_position, e.event_type, e.data, e.metadata, e.recorded_at, e.event_id
        into strict event
        from ${schema}.events e
        join ${schema}.streams s on s.stream_id = e.stream_id
        where e.global_position = event_positions[run];
        execute statements[run]
        using event.stream_name, event.stream_version, event.global_position, event.event_type, event.data, event.metadata,
              event.recorded_at, event.event_id;
    end loop;
exception when others then
    get stacked diagnostics state = returned_sqlstate, finding = message_text;
    if state in ('40001', '40P01', '55P03') or left(state, 2) in ('53', '57', '58') then
        raise;
    end if;
    raise exception using
        errcode = 'ES002',
        message = chr(30) || concat_ws(chr(31), projections[failed], event.stream_name, event.stream_version, event.event_type,
                            finding || ' (' || state || ')');
end
$$;

-- Appends like append_joint_batch, and runs the statements of inline projections for the events that were taken.
--   projections       names
--   statements        one per projection
--   run_events        one per run: the ordinal of the event
--   run_projections   one per run: the ordinal of the projection
create function ${schema}.append_projecting_batch(
    joint_ordinals integer[],
    stream_names text[],
    expected_versions bigint[],
    event_counts integer[],
    event_appends integer[],
    event_ids uuid[],
    event_types text[],
    event_data text[],
    event_metadata text[],
    patience text,
    projections text[],
    statements text[],
    run_events integer[],
    run_projections integer[],
    out new_versions bigint[],
    out actual_versions bigint[],
    out repeated_positions bigint[],
    out positions bigint[],
    out appended_at timestamptz)
language plpgsql
as $$
declare
    inline text[];
begin
    if patience is not null then
        perform set_config('lock_timeout', patience, true);
    end if;
    select array_agg(h.name) into inline from ${schema}.hold_inline_projections(projections) as h (name);

    select b.new_versions, b.actual_versions, b.repeated_positions, b.positions, b.appended_at
    into new_versions, actual_versions, repeated_positions, positions, appended_at
    from ${schema}.append_joint_batch(joint_ordinals, stream_names, expected_versions, event_counts, event_appends, event_ids,
                                      event_types, event_data, event_metadata, patience) b;

    perform ${schema}.project_events(array_agg(projections[r.projection] order by r.ordinal),
                                     array_agg(statements[r.projection] order by r.ordinal),
                                     array_agg(t.position order by r.ordinal))
    from unnest(run_events, run_projections) with ordinality as r (event, projection, ordinal)
    join (
        select e.ordinal as event, positions[(row_number() over (order by e.ordinal))::integer] as position
        from unnest(event_appends) with ordinality as e (append, ordinal)
        where new_versions[e.append] > 0
    ) t on t.event = r.event
    where projections[r.projection] = any (inline)
    having count(*) > 0;
end
$$;
