/** The process of the embedded S3 server; its settings come as one JSON object in `S3_SERVER`. */
import { createS3Server } from './server.ts';
import { openStore } from './store.ts';

interface Settings {
  folder: string;
  port: number;
  bucket: string;
  corsOrigins: string[];
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}

// Written by startS3 of this package, in the same version: no border, so no schema.
const settings = JSON.parse(process.env.S3_SERVER ?? '{}') as Settings;
const store = openStore(settings.folder);
store.db
  .prepare('insert or ignore into buckets (name, created) values (?, ?)')
  .run(settings.bucket, new Date().toISOString());

const server = createS3Server({
  store,
  credentials: settings,
  corsOrigins: settings.corsOrigins,
  onError: error => console.error(error instanceof Error ? error.stack : error),
});
server.once('error', error => {
  console.error(error.message);
  process.exit(1);
});
server.listen(settings.port, '127.0.0.1', () => {
  const address = server.address();
  console.log(`listening on port ${typeof address === 'object' ? (address?.port ?? 0) : 0}`);
});
process.once('SIGTERM', () => {
  server.close(() => {
    store.close();
    process.exit(0);
  });
  server.closeIdleConnections();
});
