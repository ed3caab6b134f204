-- Notes that a migration was applied.
--   $1 integer  version
--   $2 text     description
insert into ${schema}.schema_migrations (version, description)
values ($1::integer, $2::text)
