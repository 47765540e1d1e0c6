import { ellipse, FRAME, linear, newCanvas, radial, within, type Context } from './canvas.ts';

const wall = (ctx: Context, light: string, dark: string): void => {
  ctx.fillStyle = linear(ctx, 0, 0, FRAME.width, FRAME.height, [
    [0, light],
    [1, dark],
  ]);
  ctx.fillRect(0, 0, FRAME.width, FRAME.height);
};

const plant = (ctx: Context, x: number, y: number): void => {
  for (let leaf = 0; leaf < 11; leaf += 1) {
    const angle = -Math.PI / 2 + (leaf - 5) * 0.27;
    within(ctx, () => {
      ctx.translate(x, y);
      ctx.rotate(angle + Math.PI / 2);
      ellipse(ctx, 0, -110, 22, 110 - Math.abs(leaf - 5) * 6);
      ctx.fillStyle = leaf % 2 === 0 ? '#5f8a68' : '#41694f';
      ctx.fill();
    });
  }
  ctx.fillStyle = '#c58f6a';
  ctx.fillRect(x - 58, y - 20, 116, 130);
};

const livingRoom = (ctx: Context): void => {
  wall(ctx, '#f1e9de', '#cdbfae');
  // A window with curtains on the left.
  ctx.fillStyle = linear(ctx, 60, 0, 330, 420, [
    [0, '#fdfdfb'],
    [1, '#cfe1ea'],
  ]);
  ctx.fillRect(70, -20, 270, 430);
  ctx.fillStyle = '#ffffff';
  ctx.fillRect(196, -20, 14, 430);
  ctx.fillStyle = '#e6d9c8';
  ctx.fillRect(0, -20, 92, 560);
  ctx.fillRect(322, -20, 60, 560);
  // A shelf with books on the right.
  ctx.fillStyle = '#a98763';
  ctx.fillRect(930, 250, 350, 16);
  ctx.fillRect(930, 480, 350, 16);
  const books = ['#7f95a8', '#c98f6b', '#8aa07c', '#d8c29a', '#6f7f98', '#b76e63', '#e3d9c6', '#74906f'];
  books.forEach((color, index) => {
    ctx.fillStyle = color;
    ctx.fillRect(950 + index * 36, 150 + (index % 3) * 18, 30, 100 - (index % 3) * 18);
    ctx.fillRect(990 + index * 34, 372 + (index % 2) * 22, 28, 108 - (index % 2) * 22);
  });
  plant(ctx, 120, 590);
};

const office = (ctx: Context): void => {
  wall(ctx, '#dfe7ee', '#aab8c6');
  // Acoustic panels, a lamp, and a colleague's screen far behind.
  ['#c9d6e2', '#bccbd9', '#d3dee8', '#b3c4d4'].forEach((color, index) => {
    ctx.fillStyle = color;
    ctx.fillRect(70 + index * 300, 70, 270, 300);
  });
  ctx.fillStyle = '#5d6d80';
  ctx.fillRect(985, 330, 210, 130);
  ctx.fillStyle = '#dceaf7';
  ctx.fillRect(996, 341, 188, 108);
  ctx.fillStyle = '#8795a6';
  ctx.fillRect(880, 500, 400, 26);
  ctx.fillStyle = radial(ctx, 200, 120, 240, [
    [0, '#fff7e2'],
    [1, '#fff7e200'],
  ]);
  ctx.fillRect(0, 0, 460, 400);
  plant(ctx, 150, 640);
};

/** A room out of focus, drawn once. */
export const drawRoom = (kind: 'livingRoom' | 'office'): HTMLCanvasElement => {
  const sharp = newCanvas(FRAME.width, FRAME.height);
  if (kind === 'livingRoom') livingRoom(sharp.ctx);
  else office(sharp.ctx);
  const { canvas, ctx } = newCanvas(FRAME.width, FRAME.height);
  // The blur fades out at the edges, where the picture before would show through.
  ctx.drawImage(sharp.canvas, 0, 0);
  ctx.filter = 'blur(9px)';
  ctx.drawImage(sharp.canvas, -20, -12, FRAME.width + 40, FRAME.height + 24);
  return canvas;
};
