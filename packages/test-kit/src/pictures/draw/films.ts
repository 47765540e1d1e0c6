import { ease, FRAME, newCanvas, within, type Context } from './canvas.ts';
import { createShine, drawCardBack, drawCardFront } from './card.ts';
import { createTurner, drawHeldCard, type Hold } from './held-card.ts';
import { agentLook, customerLook, drawPerson, type Look, type Pose } from './person.ts';
import { drawRoom } from './rooms.ts';

export interface Film {
  /** Seconds; the end joins the beginning. */
  duration: number;
  draw: (ctx: Context, t: number) => void;
}

const blinkAt = (t: number, moments: number[]): number =>
  Math.max(0, ...moments.map(moment => 1 - Math.abs(t - moment) / 0.13));

/** Every movement goes through whole cycles in the film, so that nothing jumps where it starts again. */
const poseAt = (t: number, duration: number, blinks: number[], talks: [from: number, to: number][]): Pose => {
  const cycle = (times: number, phase = 0): number => Math.sin((t / duration) * Math.PI * 2 * times + phase);
  const perSecond = (rate: number): number => Math.round(rate * duration);
  const talking = Math.max(
    0,
    ...talks.map(([from, to]) => ease(t, from, from + 0.3) - ease(t, to - 0.3, to)),
  );
  const syllables = 0.5 + 0.5 * cycle(perSecond(3.4)) * Math.cos(cycle(perSecond(0.9), 1) * 2);
  return {
    turn: 0.62 * cycle(perSecond(0.17)) + 0.25 * cycle(perSecond(0.34), 1.3),
    nod: 0.5 * cycle(perSecond(0.25), 0.7) + talking * 0.4 * cycle(perSecond(0.8)),
    breath: cycle(perSecond(0.28)),
    blink: blinkAt(t, blinks),
    mouth: talking * syllables * 0.85,
  };
};

const drawPersonIn = (ctx: Context, room: HTMLCanvasElement, look: Look, pose: Pose): void => {
  ctx.drawImage(room, 0, 0);
  within(ctx, () => {
    ctx.translate(FRAME.width / 2 + pose.turn * 8, 296);
    ctx.scale(1.08, 1.08);
    drawPerson(ctx, look, pose);
  });
};

const agentFilm = (): Film => {
  const room = drawRoom('office');
  const duration = 8;
  return {
    duration,
    draw: (ctx, t) =>
      drawPersonIn(
        ctx,
        room,
        agentLook,
        poseAt(
          t,
          duration,
          [1.4, 4.3, 6.9],
          [
            [0.4, 3.6],
            [5, 6.6],
          ],
        ),
      ),
  };
};

/** Where a card is in the time it is shown: it comes from below, is tilted to and fro, and goes. */
const holdAt = (t: number, from: number, to: number): Hold | undefined => {
  if (t < from || t > to) return undefined;
  const shown = ease(t, from, from + 0.8) - ease(t, to - 0.8, to);
  const moment = (t - from - 1.6) / (to - from - 2.8);
  // Still at first, so that it can be read; then tilted twice about each axis.
  const tilting = Math.min(1, Math.max(0, moment));
  const swing = Math.sin(tilting * Math.PI * 4);
  const sway = Math.sin(t * 1.9);
  return {
    x: FRAME.width / 2 - 10 + sway * 4,
    y: 506 + (1 - shown) * 560 + Math.sin(t * 2.6) * 3,
    width: 620,
    yaw: swing * 0.46 + sway * 0.02,
    pitch: Math.sin(tilting * Math.PI * 2) * 0.3,
    roll: -0.025 + sway * 0.012 + (1 - shown) * 0.2,
  };
};

const FRONT = [5, 12.5] as const;
const BACK = [13, 18.5] as const;

const customerFilm = (): Film => {
  const room = drawRoom('livingRoom');
  const faces = { front: drawCardFront(), back: drawCardBack() };
  const [shine, turn] = [createShine(), createTurner()];
  const behind = newCanvas(FRAME.width / 4, FRAME.height / 4);
  const duration = 21;
  return {
    duration,
    draw: (ctx, t) => {
      const pose = poseAt(
        t,
        duration,
        [1.2, 3.9, 8.1, 11.2, 15.4, 19.6],
        [
          [1.6, 4.2],
          [19, 20.4],
        ],
      );
      drawPersonIn(ctx, room, customerLook, pose);
      const front = holdAt(t, ...FRONT);
      const hold = front ?? holdAt(t, ...BACK);
      if (hold === undefined) return;
      // The camera focuses on the card: what is behind it gets soft (small and large again is a fast blur).
      const focus = ease(hold.y, 900, 560);
      behind.ctx.filter = 'blur(1.2px)';
      behind.ctx.drawImage(ctx.canvas, 0, 0, behind.canvas.width, behind.canvas.height);
      within(ctx, () => {
        ctx.globalAlpha = focus;
        ctx.drawImage(behind.canvas, 0, 0, FRAME.width, FRAME.height);
      });
      const face = front === undefined ? faces.back : faces.front;
      drawHeldCard(ctx, turn(shine(face, hold.yaw / 0.46), hold), hold, customerLook);
    },
  };
};

export const films = { customer: customerFilm, agent: agentFilm };
