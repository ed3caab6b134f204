-- The versions of read models.
create table ${schema}.projections (
    projection_name text primary key,
    version_in_use bigint not null default 1,
    building_version bigint,
    prepared_version bigint not null default 0,
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

-- Puts a version in use if its subscription has come as far as that of the version in use, which is then forgotten.
create function ${schema}.put_projection_in_use(
    name text,
    new_version bigint,
    old_subscription text,
    new_subscription text,
    has_table boolean)
returns boolean
language plpgsql
as $$
declare
    old_position bigint;
    new_position bigint;
begin
    perform from ${schema}.projections p
    where p.projection_name = name and p.building_version = new_version
    for update;
    if not found then
        return false;
    end if;

    -- From here on the old version does not move.
    perform from ${schema}.subscription_checkpoints c where c.subscription_name = old_subscription for update;
    select min(c.position) into old_position
    from ${schema}.subscription_checkpoints c where c.subscription_name = old_subscription;
    select min(c.position) into new_position
    from ${schema}.subscription_checkpoints c where c.subscription_name = new_subscription;
    if new_position is null or new_position < coalesce(old_position, 0) then
        return false;
    end if;

    update ${schema}.projections p
    set version_in_use = new_version, building_version = null
    where p.projection_name = name;
    delete from ${schema}.subscriptions s where s.subscription_name = old_subscription;
    delete from ${schema}.subscription_leases l where l.subscription_name = old_subscription;
    delete from ${schema}.subscription_checkpoints c where c.subscription_name = old_subscription;
    delete from ${schema}.subscription_nodes n where n.subscription_name = old_subscription;
    delete from ${schema}.parked_events e where e.subscription_name = old_subscription;
    if has_table then
        execute format('drop view if exists %I', name);
        execute format('create view %I as select * from %I', name, name || '_v' || new_version);
    end if;
    return true;
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
        execute format('create or replace view %I as select * from %I', name, name || '_v' || prepared);
    end if;
end
$$;

-- Drops what a version kept.
create function ${schema}.drop_projection_version(name text, dropped bigint, has_table boolean)
returns void
language plpgsql
as $$
begin
    delete from ${schema}.projection_states s where s.projection_name = name and s.version = dropped;
    if has_table then
        execute format('drop table if exists %I', name || '_v' || dropped);
    end if;
end
$$;
