/** A stand-in for a camera: a drawn head and shoulders, the person's own or the agent's. */
export function drawnStream(width: number, height: number, wall: string): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d canvas');
  const draw = () => {
    const sway = Math.sin(performance.now() / 700) * width * 0.01;
    context.fillStyle = wall;
    context.fillRect(0, 0, width, height);
    context.fillStyle = '#31505c';
    context.beginPath();
    context.ellipse(width / 2 + sway, height * 1.02, height * 0.42, height * 0.36, 0, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = '#e3b78f';
    context.beginPath();
    context.ellipse(width / 2 + sway, height * 0.44, height * 0.17, height * 0.22, 0, 0, 2 * Math.PI);
    context.fill();
    requestAnimationFrame(draw);
  };
  draw();
  return canvas.captureStream(15);
}
