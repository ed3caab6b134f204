-- The log of all events. Positions are taken from a sequence without cache, while the stream's row is locked.
-- There is no foreign key to streams: every append changes the stream's row in the same statement, so the check would only cost.
-- Data is json, not jsonb: what was appended is stored to the letter, and written and read faster.
create table ${schema}.events (
    global_position bigint generated always as identity (cache 1) primary key,
    stream_id bigint not null,
    stream_version bigint not null,
    event_id uuid not null,
    event_type text not null,
    data json not null,
    metadata json,
    recorded_at timestamptz not null,
    constraint events_stream_id_stream_version_key unique (stream_id, stream_version)
);

-- Events are facts: nobody changes them, and only an operation that says so in its transaction removes them.
create function ${schema}.refuse_event_change() returns trigger
language plpgsql
as $$
begin
    if tg_op <> 'UPDATE' and current_setting('event_store.removal', true) = 'allowed' then
        return null;
    end if;
    raise exception 'Table %.%: expected appends only, but got %.', tg_table_schema, tg_table_name, tg_op
        using errcode = 'restrict_violation',
              hint = 'Events are facts: append a new one that corrects the old.';
end
$$;

create trigger events_refuse_change
    before update or delete or truncate on ${schema}.events
    for each statement
    execute function ${schema}.refuse_event_change();
