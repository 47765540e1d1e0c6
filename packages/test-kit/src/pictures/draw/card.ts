import { specimen } from '../specimen.ts';
import { ellipse, linear, newCanvas, radial, within, type Context } from './canvas.ts';
import { customerLook, drawPerson } from './person.ts';

/** ID-1 of ISO/IEC 7810 is 85.60 × 53.98 mm; drawn with 12 pixels a millimetre. */
const CARD = { width: 1027, height: 648 } as const;

/** Not much larger than the card is seen: each picture of the film goes over all its pixels several times. */
export const FACE = { width: 720, height: 454 } as const;

const atFaceSize = (drawn: HTMLCanvasElement): HTMLCanvasElement => {
  const { canvas, ctx } = newCanvas(FACE.width, FACE.height);
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(drawn, 0, 0, FACE.width, FACE.height);
  return canvas;
};

const sans = (size: number, weight = 400): string =>
  `${weight} ${size}px "DejaVu Sans", "Helvetica Neue", Arial, sans-serif`;
const INK = '#1c2b4a';

const cardPath = (ctx: Context): void => {
  ctx.beginPath();
  ctx.roundRect(0, 0, CARD.width, CARD.height, 38);
};

/** Fine waves and rosettes as on security paper. */
const guilloche = (ctx: Context): void => {
  within(ctx, () => {
    ctx.lineWidth = 1;
    ctx.globalAlpha = 0.33;
    for (let line = 0; line < 46; line += 1) {
      ctx.strokeStyle = line % 2 === 0 ? '#6f96c4' : '#c08fb0';
      ctx.beginPath();
      for (let x = 0; x <= CARD.width; x += 8) {
        const y = line * 15 + Math.sin(x / 62 + line * 0.55) * 17 + Math.sin(x / 23 - line * 0.3) * 5;
        if (x === 0) ctx.moveTo(x, y);
        else ctx.lineTo(x, y);
      }
      ctx.stroke();
    }
    ctx.globalAlpha = 0.2;
    ctx.translate(CARD.width * 0.62, CARD.height * 0.52);
    for (let petal = 0; petal < 36; petal += 1) {
      ctx.rotate(Math.PI / 18);
      ctx.strokeStyle = petal % 2 === 0 ? '#5b83b8' : '#5fa093';
      ellipse(ctx, 100, 0, 100, 34);
      ctx.stroke();
    }
  });
};

const blank = (): { canvas: HTMLCanvasElement; ctx: Context } => {
  const made = newCanvas(CARD.width, CARD.height);
  const { ctx } = made;
  cardPath(ctx);
  ctx.clip();
  ctx.fillStyle = linear(ctx, 0, 0, CARD.width, CARD.height, [
    [0, '#dfeaf5'],
    [0.45, '#f3f0f5'],
    [1, '#dcebe4'],
  ]);
  ctx.fillRect(0, 0, CARD.width, CARD.height);
  guilloche(ctx);
  return made;
};

const field = (ctx: Context, label: string, value: string, x: number, y: number): void => {
  ctx.fillStyle = '#54688c';
  ctx.font = sans(15);
  ctx.fillText(label, x, y);
  ctx.fillStyle = INK;
  ctx.font = sans(31, 700);
  ctx.fillText(value, x, y + 34);
};

const portrait = (ctx: Context, x: number, y: number, width: number, height: number): void => {
  within(ctx, () => {
    ctx.beginPath();
    ctx.roundRect(x, y, width, height, 10);
    ctx.clip();
    ctx.fillStyle = '#e7ebef';
    ctx.fillRect(x, y, width, height);
    ctx.translate(x + width / 2, y + height * 0.47);
    ctx.scale(width / 400, width / 400);
    ctx.filter = 'grayscale(0.75) contrast(1.05)';
    drawPerson(ctx, customerLook, { turn: 0, nod: 0, breath: 0, blink: 0, mouth: 0 });
  });
};

const emblem = (ctx: Context, x: number, y: number, radius: number, color: string): void => {
  within(ctx, () => {
    ctx.translate(x, y);
    ctx.strokeStyle = color;
    ctx.lineWidth = 3;
    ellipse(ctx, 0, 0, radius, radius);
    ctx.stroke();
    for (const squeeze of [0.35, 0.75]) {
      ellipse(ctx, 0, 0, radius * squeeze, radius);
      ctx.stroke();
    }
    for (const y0 of [-0.5, 0, 0.5]) {
      const half = Math.sqrt(1 - y0 * y0) * radius;
      ctx.beginPath();
      ctx.moveTo(-half, y0 * radius);
      ctx.lineTo(half, y0 * radius);
      ctx.stroke();
    }
  });
};

const shortDate = (iso: string): string => iso.split('-').toReversed().join('.');

export const drawCardFront = (): HTMLCanvasElement => {
  const { canvas, ctx } = blank();
  ctx.fillStyle = '#24457c';
  ctx.fillRect(0, 0, CARD.width, 96);
  emblem(ctx, 66, 48, 30, '#ffffff');
  ctx.fillStyle = '#ffffff';
  ctx.font = sans(34, 700);
  ctx.fillText('UTOPIA', 118, 48);
  ctx.font = sans(19);
  ctx.fillText("IDENTITY CARD · CARTE D'IDENTITÉ · PERSONALAUSWEIS", 118, 78);
  portrait(ctx, 46, 136, 318, 404);
  const x = 402;
  field(ctx, 'Surname / Name', specimen.surname, x, 152);
  field(ctx, 'Given names / Vornamen', specimen.givenNames, x, 226);
  field(ctx, 'Sex', specimen.sex, x, 300);
  field(ctx, 'Nationality', specimen.nationality, x + 110, 300);
  field(ctx, 'Date of birth', shortDate(specimen.birthDate), x + 320, 300);
  field(ctx, 'Document no.', specimen.documentNumber, x, 374);
  field(ctx, 'Date of expiry', shortDate(specimen.expiryDate), x + 320, 374);
  ctx.fillStyle = '#54688c';
  ctx.font = sans(15);
  ctx.fillText('Signature of holder', x, 462);
  within(ctx, () => {
    ctx.fillStyle = '#1b2340';
    ctx.font = 'italic 400 44px "Segoe Script", "DejaVu Serif", Georgia, serif';
    ctx.transform(1, 0, -0.25, 1, x + 120, 510);
    ctx.fillText('A. M. Eriksson', 0, 0);
  });
  ctx.fillStyle = '#b3364a';
  ctx.font = sans(26, 700);
  ctx.fillText('SPECIMEN', 46, 600);
  ctx.fillStyle = '#54688c';
  ctx.font = sans(17);
  ctx.fillText('UTO · 231458907', 402, 600);
  return atFaceSize(canvas);
};

export const drawCardBack = (): HTMLCanvasElement => {
  const { canvas, ctx } = blank();
  emblem(ctx, 110, 128, 62, INK);
  field(ctx, 'Residence / Wohnort', 'ZENITH, UTOPIA', 230, 76);
  field(ctx, 'Height / Größe', '168 cm', 230, 152);
  field(ctx, 'Colour of eyes', 'GREEN', 480, 152);
  field(ctx, 'Authority / Behörde', 'CITY OF ZENITH', 230, 228);
  field(ctx, 'Date of issue', '16.04.2007', 620, 228);
  // The chip's contacts.
  ctx.fillStyle = linear(ctx, 710, 60, 840, 160, [
    [0, '#e9d18f'],
    [1, '#b8954a'],
  ]);
  ctx.beginPath();
  ctx.roundRect(716, 60, 140, 112, 16);
  ctx.fill();
  ctx.strokeStyle = '#8d6f33';
  ctx.lineWidth = 3;
  for (const y of [97, 135]) {
    ctx.beginPath();
    ctx.moveTo(716, y);
    ctx.lineTo(856, y);
    ctx.stroke();
  }
  ctx.strokeRect(763, 60, 46, 112);
  ctx.fillStyle = '#b3364a';
  ctx.font = sans(26, 700);
  ctx.fillText('SPECIMEN', 60, 330);
  // The machine readable zone, 30 characters a line.
  ctx.fillStyle = '#fbfcfdd8';
  ctx.fillRect(0, 378, CARD.width, 270);
  ctx.fillStyle = '#14161c';
  ctx.font = '700 49px "OCR-B", "DejaVu Sans Mono", "Courier New", monospace';
  const step = (CARD.width - 96) / 30;
  specimen.mrz.forEach((line, row) => {
    Array.from(line, (character, column) =>
      ctx.fillText(character, 48 + column * step, 456 + row * 74, step),
    );
  });
  return atFaceSize(canvas);
};

const ring = (ctx: Context, x: number, y: number, radius: number): void => {
  for (let spoke = 0; spoke < 24; spoke += 1) {
    const angle = (spoke * Math.PI) / 12;
    ellipse(
      ctx,
      x + Math.cos(angle) * radius * 0.5,
      y + Math.sin(angle) * radius * 0.5,
      radius * 0.5,
      radius * 0.18,
      angle,
    );
    ctx.stroke();
  }
  ellipse(ctx, x, y, radius, radius);
  ctx.stroke();
};

/** The lines of the hologram as a mask: two rosettes, a globe, and the state's letters over and over. */
const hologramMask = (): HTMLCanvasElement => {
  const { canvas, ctx } = newCanvas(CARD.width, CARD.height);
  ctx.strokeStyle = '#fff';
  ctx.fillStyle = '#fff';
  ctx.lineWidth = 2.4;
  ring(ctx, 330, 480, 118);
  ring(ctx, 880, 210, 74);
  ctx.font = sans(30, 700);
  ctx.globalAlpha = 0.75;
  within(ctx, () => {
    ctx.rotate(-0.32);
    for (let row = 0; row < 9; row += 1) {
      for (let column = 0; column < 9; column += 1) {
        ctx.fillText('UTO', column * 150 - 180 + (row % 2) * 70, row * 104 + 70);
      }
    }
  });
  return atFaceSize(canvas);
};

/**
 * Adds what light does to the card at this tilt: the hologram's rainbow, which runs through the colours as the card turns, and a glare.
 *
 * @param tilt from −1 to 1
 */
export const createShine = (): ((face: HTMLCanvasElement, tilt: number) => HTMLCanvasElement) => {
  const mask = hologramMask();
  const colors = newCanvas(FACE.width, FACE.height);
  const lit = newCanvas(FACE.width, FACE.height);
  return (face, tilt) => {
    const { ctx } = colors;
    ctx.globalCompositeOperation = 'copy';
    const shift = tilt * 300;
    const stops: [number, string][] = [];
    for (let i = 0; i <= 12; i += 1)
      stops.push([i / 12, `hsl(${(i * 60 + tilt * 400 + 720) % 360} 95% 62%)`]);
    ctx.fillStyle = linear(ctx, shift - 140, 0, FACE.width + shift, FACE.height, stops);
    ctx.fillRect(0, 0, FACE.width, FACE.height);
    ctx.globalCompositeOperation = 'destination-in';
    ctx.drawImage(mask, 0, 0);
    // Only the part that faces the light shines.
    ctx.fillStyle = radial(ctx, FACE.width * (0.5 + tilt * 0.75), FACE.height * 0.5, 435, [
      [0, 'rgb(0 0 0 / 1)'],
      [0.55, 'rgb(0 0 0 / 0.75)'],
      [1, 'rgb(0 0 0 / 0.12)'],
    ]);
    ctx.fillRect(0, 0, FACE.width, FACE.height);

    const out = lit.ctx;
    out.globalCompositeOperation = 'copy';
    out.drawImage(face, 0, 0);
    out.globalCompositeOperation = 'source-atop';
    out.globalAlpha = 0.35 + Math.abs(tilt) * 0.6;
    out.drawImage(colors.canvas, 0, 0);
    out.globalAlpha = 1;
    const glare = FACE.width * (0.5 - tilt * 0.9);
    out.fillStyle = linear(out, glare - 133, 0, glare + 133, 84, [
      [0, '#ffffff00'],
      [0.5, '#ffffff66'],
      [1, '#ffffff00'],
    ]);
    out.fillRect(0, 0, FACE.width, FACE.height);
    return lit.canvas;
  };
};
