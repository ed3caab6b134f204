-- One row per stream: its name and its version, that is, the number of its events.
-- The version changes with every append: no index holds it and pages keep room, so that these updates stay heap-only.
create table ${schema}.streams (
    stream_id bigint generated always as identity primary key,
    stream_name text not null,
    category text not null generated always as (split_part(stream_name, '-', 1)) stored,
    stream_version bigint not null,
    created_at timestamptz not null default clock_timestamp(),
    archived_at timestamptz,
    constraint streams_stream_name_key unique (stream_name)
) with (fillfactor = 70);
