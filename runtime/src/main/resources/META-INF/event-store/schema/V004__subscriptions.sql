-- Subscriptions, durable by name.
create table ${schema}.subscriptions (
    subscription_name text primary key,
    partitions integer not null,
    paused boolean not null default false,
    created_at timestamptz not null default clock_timestamp()
);

-- How far each partition of a subscription has come. Only who comes with the token in "fence" may move it.
-- Rows change with every batch: pages keep room, so that these updates stay heap-only.
create table ${schema}.subscription_checkpoints (
    subscription_name text not null,
    partition integer not null,
    position bigint not null,
    fence bigint not null default 0,
    stopped boolean not null default false,
    failed_position bigint,
    error text,
    moved_at timestamptz not null default clock_timestamp(),
    primary key (subscription_name, partition)
) with (fillfactor = 50);

-- Which node runs which partition, and until when if it does not renew that.
create table ${schema}.subscription_leases (
    subscription_name text not null,
    partition integer not null,
    node text,
    token bigint not null default 0,
    expires_at timestamptz,
    primary key (subscription_name, partition)
) with (fillfactor = 50);

-- The nodes that would run partitions of a subscription.
create table ${schema}.subscription_nodes (
    subscription_name text not null,
    node text not null,
    expires_at timestamptz not null,
    primary key (subscription_name, node)
) with (fillfactor = 50);

-- Events that a subscription has put aside.
create table ${schema}.parked_events (
    subscription_name text not null,
    global_position bigint not null,
    partition integer not null,
    stream_name text not null,
    stream_version bigint not null,
    error text not null,
    retry_wanted boolean not null default false,
    parked_at timestamptz not null default clock_timestamp(),
    primary key (subscription_name, global_position)
);

create index parked_events_stream_idx on ${schema}.parked_events (subscription_name, stream_name);

-- Says that a node is alive, renews its leases, and takes free partitions up to its share of each subscription. Where partitions are
-- left when all nodes have the same number, some nodes have one more: those that have it keep it. What the node is ending is only
-- renewed, all of it as surplus, and others share it.
-- Result: one row per lease that the node now holds.
create function ${schema}.balance_leases(
    this_node text,
    names text[],
    ending text[],
    duration interval,
    out lease_subscription text,
    out lease_partition integer,
    out lease_token bigint,
    out surplus boolean,
    out is_paused boolean,
    out is_stopped boolean,
    out retry_wanted boolean)
returns setof record
language plpgsql
as $$
declare
    now timestamptz := clock_timestamp();
    name text;
    is_ending boolean;
    nodes integer;
    total integer;
    mine integer;
    even_share integer;
    left_over integer;
    with_more integer;
    with_more_before integer;
begin
    for name, is_ending in
        select r.renewed, r.renewed = any (ending) from unnest(names || ending) as r (renewed) order by r.renewed collate "C"
    loop
        if is_ending then
            delete from ${schema}.subscription_nodes n where n.subscription_name = name and n.node = this_node;
        else
            insert into ${schema}.subscription_nodes as n (subscription_name, node, expires_at)
            values (name, this_node, now + duration)
            on conflict (subscription_name, node) do update set expires_at = excluded.expires_at;
        end if;

        -- Whoever changes several leases of a subscription locks them in this order.
        perform from ${schema}.subscription_leases l
        where l.subscription_name = name and l.node = this_node
        order by l.partition
        for update;

        update ${schema}.subscription_leases l
        set expires_at = now + duration
        where l.subscription_name = name and l.node = this_node and l.expires_at > now;
        get diagnostics mine = row_count;

        if is_ending then
            even_share := 0;
            left_over := 0;
        else
            select count(*) into nodes
            from ${schema}.subscription_nodes n
            where n.subscription_name = name and n.expires_at > now;
            select count(*) into total from ${schema}.subscription_leases l where l.subscription_name = name;
            even_share := total / nodes;
            left_over := total % nodes;
        end if;

        select count(*), count(*) filter (where o.node < this_node)
        into with_more, with_more_before
        from (
            select l.node
            from ${schema}.subscription_leases l
            where l.subscription_name = name and l.node <> this_node and l.expires_at > now
            group by l.node
            having count(*) > even_share
        ) o;

        if mine < even_share + (with_more < left_over)::integer then
            update ${schema}.subscription_leases l
            set node = this_node, token = l.token + 1, expires_at = now + duration
            where l.subscription_name = name
              and l.partition in (
                  select f.partition
                  from ${schema}.subscription_leases f
                  where f.subscription_name = name and (f.node is null or f.expires_at <= now)
                  order by f.partition
                  limit even_share + (with_more < left_over)::integer - mine
                  for update skip locked);
        end if;

        return query
        select l.subscription_name, l.partition, l.token,
               row_number() over (order by l.partition) > even_share + (with_more_before < left_over)::integer,
               s.paused,
               c.stopped,
               exists (
                   select from ${schema}.parked_events p
                   where p.subscription_name = name and p.partition = l.partition and p.retry_wanted)
        from ${schema}.subscription_leases l
        join ${schema}.subscriptions s on s.subscription_name = l.subscription_name
        join ${schema}.subscription_checkpoints c
          on c.subscription_name = l.subscription_name and c.partition = l.partition
        where l.subscription_name = name and l.node = this_node and l.expires_at > now;
    end loop;

    delete from ${schema}.subscription_nodes n
    where n.ctid = any (array(
        select d.ctid
        from ${schema}.subscription_nodes d
        where d.expires_at < now - interval '1 hour'
        for update skip locked));
end
$$;

-- Moves all checkpoints of a subscription, forgets its parked events and takes its partitions from all nodes.
-- Result: the number of its partitions.
create function ${schema}.reset_subscription(name text, start_behind bigint)
returns integer
language plpgsql
as $$
declare
    moved integer;
begin
    perform from ${schema}.subscription_leases l where l.subscription_name = name order by l.partition for update;
    update ${schema}.subscription_leases l
    set node = null, expires_at = null, token = l.token + 1
    where l.subscription_name = name;

    perform from ${schema}.subscription_checkpoints c where c.subscription_name = name order by c.partition for update;
    update ${schema}.subscription_checkpoints c
    set position = start_behind, fence = l.token, stopped = false, failed_position = null, error = null,
        moved_at = clock_timestamp()
    from ${schema}.subscription_leases l
    where c.subscription_name = name
      and l.subscription_name = c.subscription_name
      and l.partition = c.partition;
    get diagnostics moved = row_count;

    -- Only now, when nobody can park any more.
    delete from ${schema}.parked_events p
    where p.subscription_name = name;

    return moved;
end
$$;
