-- The event store's own schema and the list of its migrations. A schema that exists needs no privilege on the database.
do $$
begin
    if to_regnamespace('${schema}') is null then
        create schema ${schema};
    end if;
end
$$;

create table if not exists ${schema}.schema_migrations (
    version integer primary key,
    description text not null,
    applied_at timestamptz not null default clock_timestamp()
);
