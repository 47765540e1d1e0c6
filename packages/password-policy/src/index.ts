export * from './advice.ts';
export * from './rules.ts';
