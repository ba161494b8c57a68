create table if not exists clip (
  id      varchar(64) primary key,
  request varchar not null,
  sent_at timestamp with time zone not null, -- written before the request is sent
  state   varchar(16) not null,              -- SENDING, SUBMITTED or UNCLEAR
  job_id  varchar(64) unique                 -- no job belongs to two clips
);
