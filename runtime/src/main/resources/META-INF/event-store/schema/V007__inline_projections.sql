-- Which projections change in the transactions of appends, and which follow the log instead.
create table ${schema}.inline_projections (
    projection_name text primary key,
    inline boolean not null,
    inline_wanted boolean not null
);

-- The lock of a projection: shared by transactions that append what concerns it, exclusive for one that changes it over.
create function ${schema}.inline_projection_lock(name text)
returns bigint
language sql immutable
as $$
    select hashtextextended('${schema}.inline ' || name, 0)
$$;

-- Sees to it that no projection changes over until the end of the transaction; gives those that are inline.
-- Each statement of the function sees what was committed before it: also what it waited for.
create function ${schema}.hold_inline_projections(names text[])
returns setof text
language plpgsql
as $$
declare
    name text;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'Inline projections: expected a transaction at read committed, but it is at %.',
                current_setting('transaction_isolation')
            using errcode = 'invalid_transaction_state';
    end if;
    for name in select n.name from unnest(names) as n (name) order by n.name
    loop
        perform pg_advisory_xact_lock_shared(${schema}.inline_projection_lock(name));
    end loop;
    return query
        select p.projection_name
        from ${schema}.inline_projections p
        where p.projection_name = any (names) and p.inline;
end
$$;

-- Waits until nobody appends what concerns a projection, for 500 ms at most, keeps everybody from it until the end of the
-- transaction, and keeps the nodes that follow the log for it from saving anything more.
-- Result: whether it is inline, whether it is to be, the position up to which it has followed the log, and the last position.
create function ${schema}.begin_inline_change(
    name text,
    subscription text,
    out inline boolean,
    out inline_wanted boolean,
    out followed_to bigint,
    out last_position bigint)
language plpgsql
as $$
begin
    perform set_config('lock_timeout', '500ms', true);
    perform pg_advisory_xact_lock(${schema}.inline_projection_lock(name));
    perform from ${schema}.subscription_leases l where l.subscription_name = subscription order by l.partition for update;
    perform from ${schema}.subscription_checkpoints c where c.subscription_name = subscription order by c.partition for update;

    select p.inline, p.inline_wanted
    into inline, inline_wanted
    from ${schema}.inline_projections p
    where p.projection_name = name;
    inline := coalesce(inline, false);
    inline_wanted := coalesce(inline_wanted, true);
    select coalesce(min(c.position), 0) into followed_to
    from ${schema}.subscription_checkpoints c
    where c.subscription_name = subscription;
    select coalesce(max(e.global_position), 0) into last_position
    from ${schema}.events e;
end
$$;
