export * from './connect.ts';
export * from './migrate.ts';
export * from './sfu-node.ts';
export * from './data-key.ts';
export * from './notify.ts';
export * from './session.ts';
export * from './staff.ts';
export * from './audit.ts';
