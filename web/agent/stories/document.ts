/** A drawn identity document, as large as a phone's sensor. @returns address of the picture */
export async function drawnDocument(width: number, height: number): Promise<string> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d canvas');
  const box = (color: string, x: number, y: number, w: number, h: number) => {
    context.fillStyle = color;
    context.fillRect(x * width, y * height, w * width, h * height);
  };
  box('#5b4a3c', 0, 0, 1, 1);
  box('#cfe3e0', 0.1, 0.2, 0.8, 0.62);
  box('#8fa29a', 0.15, 0.33, 0.2, 0.32);
  context.fillStyle = '#13232b';
  context.font = `${Math.round(height * 0.04)}px sans-serif`;
  ['PERSONALAUSWEIS', 'MUSTERMANN', 'ERIKA', '12.08.1983', 'L01X00T47'].forEach((line, index) =>
    context.fillText(line, width * 0.4, height * (0.3 + index * 0.1)),
  );
  context.font = `${Math.round(height * 0.006)}px sans-serif`;
  for (let row = 0; row < 4; row += 1)
    context.fillText('MIKROSCHRIFT '.repeat(20), width * 0.4, height * (0.75 + row * 0.01));
  return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 }));
}
