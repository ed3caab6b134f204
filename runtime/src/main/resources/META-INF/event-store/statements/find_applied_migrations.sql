-- Lists the migrations that were applied.
select version
from ${schema}.schema_migrations
order by version
