-- One row a video. It decides whether a request may be sent; the engine only decides when to look.
create table if not exists video (
  key          text primary key,
  request      text not null,
  submitted_at timestamptz, -- the intent, committed before the request is sent
  submitted_by text,        -- the worker that recorded the intent
  intents      int not null default 0, -- how often the intent was recorded
  job_id       text unique, -- no job belongs to two keys
  saved_at     timestamptz,
  problem      text         -- why a person has to look at this video
);

-- db-scheduler's own table, as its documentation has it for PostgreSQL.
create table if not exists scheduled_tasks (
  task_name            text not null,
  task_instance        text not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index if not exists execution_time_idx on scheduled_tasks (execution_time);
create index if not exists last_heartbeat_idx on scheduled_tasks (last_heartbeat);
