import type { ReactNode } from 'react';
import styles from './QrBox.module.css';

/** Square of modules, row by row, truthy = dark; `QRCode.create(text).modules` of package `qrcode` fits. */
export interface QrModules {
  size: number;
  data: ArrayLike<number | boolean>;
}

/** A QR code as one SVG path, always dark on white with its quiet zone, so that every camera reads it. */
export function QrBox({
  modules,
  label,
  children,
}: {
  modules: QrModules;
  label: string;
  children?: ReactNode;
}) {
  const quiet = 4;
  const span = modules.size + 2 * quiet;
  return (
    <figure className={styles.box}>
      <svg
        className={styles.code}
        viewBox={`0 0 ${span} ${span}`}
        role="img"
        aria-label={label}
        shapeRendering="crispEdges"
      >
        <path d={pathOf(modules, quiet)} />
      </svg>
      {children === undefined ? null : <figcaption className={styles.caption}>{children}</figcaption>}
    </figure>
  );
}

function pathOf({ size, data }: QrModules, quiet: number): string {
  let path = '';
  for (let index = 0; index < size * size; index++) {
    if (data[index]) path += `M${(index % size) + quiet} ${Math.floor(index / size) + quiet}h1v1h-1z`;
  }
  return path;
}
