-- The versions of read models.
create table ${schema}.projections (
    projection_name text primary key,
    version_in_use bigint not null default 1,
    building_version bigint,
    prepared_version bigint not null default 0,
    dropped_version bigint not null default 0,
    switch_after timestamptz not null default clock_timestamp(),
    created_at timestamptz not null default clock_timestamp()
);

-- States that are kept for projections, by key.
create table ${schema}.projection_states (
    projection_name text not null,
    version bigint not null,
    key text not null,
    state json not null,
    primary key (projection_name, version, key)
) with (fillfactor = 80);

-- Shows a version's table under the projection's name, to whom the view is open and with its options.
create function ${schema}.show_projection_version(name text, shown bigint)
returns void
language plpgsql
as $$
declare
    former record;
    granted record;
    obstacle text;
begin
    select c.oid, c.relowner::regrole as owner, c.relacl, array_to_string(c.reloptions, ', ') as options
    into former
    from pg_catalog.pg_class c
    where c.oid = to_regclass(quote_ident(name)) and c.relkind = 'v';

    begin
        execute format('create or replace view %I as select * from %I', name, name || '_v' || shown);
    exception when invalid_table_definition then
        -- The columns are others. What stands on the view, or was granted column by column, may name some that are gone.
        begin
            execute format('drop view %I', name);
        exception when dependent_objects_still_exist then
            get stacked diagnostics obstacle = pg_exception_detail;
            raise exception 'Projection %: expected that nothing stands on its view, since version % has other columns, but %.',
                    name, shown, obstacle
                using errcode = 'dependent_objects_still_exist',
                      hint = 'Drop what stands on the view, and create it again when the version is in use.';
        end;
        execute format('create view %I as select * from %I', name, name || '_v' || shown);
        for granted in
            select case when g.grantee = 0 then 'public' else g.grantee::regrole::text end as grantee,
                   string_agg(g.privilege_type, ', ') as privileges,
                   case when g.is_grantable then ' with grant option' else '' end as grantable
            from aclexplode(former.relacl) g
            group by g.grantee, g.is_grantable
        loop
            execute format('grant %s on %I to %s%s', granted.privileges, name, granted.grantee, granted.grantable);
        end loop;
        if former.owner <> quote_ident(current_user)::regrole then
            execute format('alter view %I owner to %s', name, former.owner);
        end if;
    end;
    if former.options is not null then
        execute format('alter view %I set (%s)', name, former.options);
    end if;
end
$$;

-- Puts a version in use if each of its partitions has come as far as all of the version in use, which is then forgotten.
-- Locks in the order that all statements keep: projections, nodes, leases, subscriptions, checkpoints, parked events.
-- A reader who keeps the view open makes others wait behind this: so it gives up soon, and no node tries again for a while.
-- Result: whether it was done.
create function ${schema}.put_projection_in_use(
    name text,
    new_version bigint,
    old_subscription text,
    new_subscription text,
    has_table boolean)
returns boolean
language plpgsql
set lock_timeout = '500ms'
as $$
declare
    wanted bigint;
    reached bigint;
    looks integer := 0;
begin
    perform from ${schema}.projections p
    where p.projection_name = name and p.building_version = new_version and p.switch_after < clock_timestamp()
    for update skip locked;
    if not found then
        return false;
    end if;

    -- As long as it is far behind, nobody is stopped.
    select coalesce(min(c.position), 0) into wanted
    from ${schema}.subscription_checkpoints c where c.subscription_name = old_subscription;
    select min(c.position) into reached
    from ${schema}.subscription_checkpoints c where c.subscription_name = new_subscription;
    if reached is null or reached < wanted then
        return false;
    end if;

    perform from ${schema}.subscription_nodes n where n.subscription_name = old_subscription order by n.node for update;
    perform from ${schema}.subscription_leases l where l.subscription_name = old_subscription order by l.partition for update;
    perform from ${schema}.subscriptions s where s.subscription_name = old_subscription for update;
    -- From here on the old version does not move, and the new one soon comes to the place.
    perform from ${schema}.subscription_checkpoints c
    where c.subscription_name = old_subscription order by c.partition for update;
    select coalesce(max(c.position), 0) into wanted
    from ${schema}.subscription_checkpoints c where c.subscription_name = old_subscription;
    loop
        select min(c.position) into reached
        from ${schema}.subscription_checkpoints c where c.subscription_name = new_subscription;
        exit when reached >= wanted;
        looks := looks + 1;
        if looks > 20 then
            update ${schema}.projections p
            set switch_after = clock_timestamp() + interval '500 milliseconds'
            where p.projection_name = name;
            return false;
        end if;
        perform pg_sleep(0.01);
    end loop;

    update ${schema}.projections p
    set version_in_use = new_version, building_version = null
    where p.projection_name = name;
    perform ${schema}.forget_subscription(old_subscription);
    if has_table then
        perform ${schema}.show_projection_version(name, new_version);
    end if;
    return true;
exception when lock_not_available then
    update ${schema}.projections p
    set switch_after = clock_timestamp() + interval '2 seconds'
    where p.projection_name = (
        select q.projection_name
        from ${schema}.projections q
        where q.projection_name = name
        for update skip locked);
    return false;
end
$$;

-- Forgets a subscription, with all that is kept of it.
create function ${schema}.forget_subscription(name text)
returns void
language plpgsql
as $$
begin
    delete from ${schema}.subscription_nodes n where n.subscription_name = name;
    perform from ${schema}.subscription_leases l where l.subscription_name = name order by l.partition for update;
    delete from ${schema}.subscription_leases l where l.subscription_name = name;
    delete from ${schema}.subscriptions s where s.subscription_name = name;
    perform from ${schema}.subscription_checkpoints c where c.subscription_name = name order by c.partition for update;
    delete from ${schema}.subscription_checkpoints c where c.subscription_name = name;
    delete from ${schema}.parked_events e where e.subscription_name = name;
end
$$;

-- Notes that a version was prepared, and shows its table under the projection's name if it is in use.
create function ${schema}.note_prepared_projection(name text, prepared bigint, has_table boolean)
returns void
language plpgsql
as $$
begin
    update ${schema}.projections p
    set prepared_version = greatest(p.prepared_version, prepared)
    where p.projection_name = name;
    if has_table and exists (
            select from ${schema}.projections p where p.projection_name = name and p.version_in_use = prepared) then
        perform ${schema}.show_projection_version(name, prepared);
    end if;
end
$$;

-- Drops what versions below the one in use kept. Apart from their subscriptions, whose rows nodes wait for when they renew their
-- leases, and without a lock on the projection, which nodes wait for that start: this may take long.
-- Result: the last version of which all is gone; null if a table is still being read, or another node is at it.
create function ${schema}.drop_projection_versions(name text, has_table boolean)
returns bigint
language plpgsql
set lock_timeout = '500ms'
as $$
declare
    last bigint;
    dropped bigint;
begin
    -- One node after the other: of two that delete the same rows, each could make the other give up.
    if not pg_try_advisory_xact_lock(hashtextextended('${schema}.drop_projection_versions ' || name, 0)) then
        return null;
    end if;
    select p.version_in_use - 1, p.dropped_version into last, dropped
    from ${schema}.projections p
    where p.projection_name = name;
    if not found then
        return 0;
    end if;

    delete from ${schema}.projection_states s where s.projection_name = name and s.version <= last;
    for version in dropped + 1 .. last loop
        if has_table then
            execute format('drop table if exists %I', name || '_v' || version);
        end if;
    end loop;
    return last;
exception when lock_not_available then
    return null;
end
$$;

-- Forgets the subscriptions of versions below the one in use, also those that a node has started once more, and notes up to
-- which version all is gone.
-- Result: whether it was done; false if somebody else has locked something of them.
create function ${schema}.forget_projection_versions(name text, dropped bigint)
returns boolean
language plpgsql
set lock_timeout = '500ms'
as $$
declare
    in_use bigint;
begin
    update ${schema}.projections p
    set dropped_version = greatest(p.dropped_version, dropped)
    where p.projection_name = name
    returning p.version_in_use into in_use;
    perform ${schema}.forget_subscription(name || '@' || v.version) from generate_series(1, in_use - 1) as v (version);
    return true;
exception when lock_not_available then
    return false;
end
$$;
