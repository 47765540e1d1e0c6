/** Runs in the browser that renders: draws frames of a film and hands them back as JPEG. */
import { FRAME, newCanvas } from './canvas.ts';
import { films } from './films.ts';

declare global {
  interface Window {
    openFilm: (name: keyof typeof films) => number;
    /** Base64 of a JPEG. */
    renderFrame: (t: number, width: number, quality: number) => string;
  }
}

const full = newCanvas(FRAME.width, FRAME.height);
let draw: (t: number) => void = () => undefined;

window.openFilm = name => {
  const film = films[name]();
  draw = t => film.draw(full.ctx, t);
  return film.duration;
};

window.renderFrame = (t, width, quality) => {
  draw(t);
  if (width === FRAME.width) return full.canvas.toDataURL('image/jpeg', quality).split(',')[1] ?? '';
  const small = newCanvas(width, Math.round((width * FRAME.height) / FRAME.width));
  small.ctx.imageSmoothingQuality = 'high';
  small.ctx.drawImage(full.canvas, 0, 0, small.canvas.width, small.canvas.height);
  return small.canvas.toDataURL('image/jpeg', quality).split(',')[1] ?? '';
};
