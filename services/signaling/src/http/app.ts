import express, { type Express, type RequestHandler } from 'express';
import type { Context } from '../context.ts';

export function customerApp(context: Context): Express {
  context.log.debug('no routes yet');
  return express();
}

export function consoleApp(context: Context, session: RequestHandler): Express {
  context.log.debug('no routes yet');
  return express().use(session);
}
