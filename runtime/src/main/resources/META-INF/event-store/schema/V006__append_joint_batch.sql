-- Appends to several streams at once, like append_batch; appends that belong to one joint append all take place, or none does.
-- Of a joint append whose streams are not all as expected, everything is undone, and the others are judged again without it. Before
-- that, if all streams exist, they are locked, and everything is judged once more: then the first one that is refused is refused for
-- good, since those before it are taken. If some do not exist, locks on the others would not be taken in order: then a joint append may
-- be told a conflict with one before it that, in the next judgement, somebody else was faster than.
--   joint_ordinals  one per append: the ordinal of its joint append, from 1, in their order
-- All other parameters and the result are those of append_batch, but for the appends of a joint append that is refused:
--   actual_versions the version of the first stream that did not take its append; -1 for the others
create function ${schema}.append_joint_batch(
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
    out new_versions bigint[],
    out actual_versions bigint[],
    out repeated_positions bigint[],
    out positions bigint[],
    out appended_at timestamptz)
language plpgsql
as $$
declare
    -- No stream gets that far: an append that expects it is taken by none.
    unreachable constant bigint := 9223372036854775807 - 2147483647;
    refused_appends integer[] := '{}';
    refused_versions bigint[] := '{}';
    refused_joints integer[] := '{}';
    refused record;
    tried boolean := false;
    locked boolean := false;
begin
    if patience is not null then
        perform set_config('lock_timeout', patience, true);
    end if;
    loop
        if tried and not locked then
            perform from ${schema}.streams s
            where s.stream_name = any (stream_names)
              and (select count(distinct n.name) from unnest(stream_names) as n (name))
                  = (select count(*) from ${schema}.streams k where k.stream_name = any (stream_names))
            order by s.stream_name collate "C"
            for update;
            locked := true;
        end if;
        begin
            select b.new_versions, b.actual_versions, b.repeated_positions, b.positions, b.appended_at
            into new_versions, actual_versions, repeated_positions, positions, appended_at
            from ${schema}.append_batch(stream_names, expected_versions, event_counts, event_appends, event_ids, event_types,
                                        event_data, event_metadata, patience) b;

            -- Events of a part only that were there before are no repeat: they came from somewhere else.
            select j.joint,
                   coalesce(min(j.append) filter (where j.new_version = 0 and j.repeated = 0),
                            min(j.append) filter (where j.new_version = 0)) as append
            into refused
            from unnest(joint_ordinals, new_versions, repeated_positions)
                     with ordinality as j (joint, new_version, repeated, append)
            where j.joint <> all (refused_joints)
            group by j.joint
            having count(*) > 1 and bool_or(j.new_version = 0) and not bool_and(j.repeated > 0)
            order by j.joint
            limit 1;
            exit when not found;
            raise exception 'A joint append is undone.' using errcode = 'ES001';
        exception when sqlstate 'ES001' then
            tried := true;
            continue when not locked;
            refused_joints := refused_joints || refused.joint;
            refused_appends := refused_appends || refused.append::integer;
            refused_versions := refused_versions || actual_versions[refused.append];
            select array_agg(case when j.joint = refused.joint then unreachable else j.expected end order by j.append)
            into expected_versions
            from unnest(joint_ordinals, expected_versions) with ordinality as j (joint, expected, append);
        end;
    end loop;

    if cardinality(refused_joints) > 0 then
        select array_agg(case when j.joint = any (refused_joints)
                              then coalesce(refused_versions[array_position(refused_appends, j.append::integer)], -1)
                              else j.actual
                         end order by j.append)
        into actual_versions
        from unnest(joint_ordinals, actual_versions) with ordinality as j (joint, actual, append);
    end if;
end
$$;
