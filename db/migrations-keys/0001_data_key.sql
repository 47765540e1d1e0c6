-- The keys database: one data key per identification, wrapped by the platform's key-encryption key, which is in
-- neither database. Kept apart from the main database, with backups of at most 24 hours: deleting a row here makes
-- the personal data unreadable in the main database's backups too.
create table data_key (
  identification_id uuid primary key,
  wrapped bytea not null check (octet_length(wrapped) = 40), -- AES-KW of 32 bytes, RFC 3394
  created_at timestamptz not null default now()
);
