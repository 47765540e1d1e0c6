import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { Log } from './lines.ts';

export interface ReceivedMail {
  receivedAt: Date;
  /** Envelope recipients. */
  to: string[];
  subject: string;
  text: string;
}

export interface EmbeddedSmtp {
  /** For `SMTP_URL`. */
  url: string;
  /** A page that shows what was received, newest first. */
  mailUrl: string;
  received: () => ReceivedMail[];
  /** Resolves with the first mail, received already or yet to come, that fits. */
  waitFor: (fits: (mail: ReceivedMail) => boolean) => Promise<ReceivedMail>;
  stop: () => Promise<void>;
}

export interface SmtpOptions {
  /** Left out or 0: any free one; the same for `webPort`. */
  port?: number;
  webPort?: number;
  log: Log;
}

/** Mails are kept in memory only: they may hold personal data and links. */
const KEPT = 500;

const portOf = async (listening: Server): Promise<number> => {
  await once(listening, 'listening');
  return (listening.address() as AddressInfo).port;
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);

const page = (mails: ReceivedMail[]): string => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="5"><title>Mails</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem}
article{border-top:1px solid #8886;padding:1rem 0}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}</style>
<h1>Mails</h1>${mails.length === 0 ? '<p>None received yet.</p>' : ''}
${mails
  .toReversed()
  .map(
    mail => `<article><h2>${escapeHtml(mail.subject)}</h2>
<p>${escapeHtml(mail.to.join(', '))} · <time>${mail.receivedAt.toISOString()}</time></p><pre>${escapeHtml(
      mail.text,
    ).replace(
      /https?:\/\/[^\s&]+(?:&#38;[^\s&]+)*/g,
      link => `<a href="${link}">${link}</a>`,
    )}</pre></article>`,
  )
  .join('\n')}</html>`;

/** The page may be asked for by its own address only: another site's page must not read mails by DNS rebinding. */
const answer = (
  response: ServerResponse,
  host: string | undefined,
  port: number,
  mails: ReceivedMail[],
): void => {
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    response.writeHead(403).end();
    return;
  }
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'no-store',
    })
    .end(page(mails));
};

/** Starts an SMTP server on 127.0.0.1 that delivers nowhere and shows what came. */
export const startSmtp = async (options: SmtpOptions): Promise<EmbeddedSmtp> => {
  const mails: ReceivedMail[] = [];
  const waiting = new Set<() => void>();
  const keep = (to: string[], mail: Email): void => {
    mails.push({
      receivedAt: new Date(),
      to,
      subject: mail.subject ?? '',
      text: mail.text ?? mail.html ?? '',
    });
    mails.splice(0, mails.length - KEPT);
    waiting.forEach(look => look());
  };
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        PostalMime.parse(Buffer.concat(chunks)).then(
          mail => {
            keep(
              session.envelope.rcptTo.map(({ address }) => address),
              mail,
            );
            options.log('smtp: a mail was received');
            done();
          },
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        );
      });
    },
  });
  smtp.on('error', (error: Error) => options.log(`smtp: ${error.message}`));
  const smtpPort = await portOf(smtp.listen(options.port ?? 0, '127.0.0.1'));
  const web = createServer((request, response) => answer(response, request.headers.host, webPort, mails));
  const webPort: number = await portOf(web.listen(options.webPort ?? 0, '127.0.0.1'));

  return {
    url: `smtp://127.0.0.1:${smtpPort}`,
    mailUrl: `http://127.0.0.1:${webPort}/`,
    received: () => [...mails],
    waitFor: fits =>
      new Promise(resolve => {
        const look = (): void => {
          const found = mails.find(fits);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    stop: async () => {
      web.closeAllConnections();
      await Promise.all([
        new Promise<void>(resolve => smtp.close(resolve)),
        new Promise(resolve => web.close(resolve)),
      ]);
    },
  };
};
