import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { PresenceLine, QrBox, SecurityCode, StepList, Timer } from '../index.ts';

test('the security code is spelled digit by digit', () => {
  expect(renderToStaticMarkup(<SecurityCode code="417902" />)).toContain(
    'aria-label="Security code: 4 1 7, 9 0 2"',
  );
  expect(renderToStaticMarkup(<SecurityCode />)).toContain(
    'aria-label="The security code appears in a moment"',
  );
});

test('the state of a step is in words, not in colour alone', () => {
  const steps = (['open', 'current', 'done', 'failed'] as const).map(state => ({
    id: state,
    label: state,
    state,
  }));
  const html = renderToStaticMarkup(<StepList label="Checks" steps={steps} />);
  for (const said of ['1, Open', '2, Now', 'aria-label="Done"', 'aria-label="Not passed"'])
    expect(html).toContain(said);
  expect(html.match(/aria-current="step"/g)).toHaveLength(1);
});

test('a QR code draws its dark modules inside a quiet zone of four', () => {
  const html = renderToStaticMarkup(<QrBox label="Link" modules={{ size: 2, data: [1, 0, 0, 1] }} />);
  expect(html).toContain('viewBox="0 0 10 10"');
  expect(html).toContain('d="M4 4h1v1h-1zM5 5h1v1h-1z"');
});

test('a countdown stays at zero', () => {
  expect(renderToStaticMarkup(<Timer label="Time left" until={Date.now() - 5000} />)).toContain('>0:00<');
});

test('the line about who is there stays in the page, so that a screen reader notices who comes', () => {
  const line = (name: string | null) =>
    renderToStaticMarkup(
      <PresenceLine name={name} here={who => `${who} watches`} gone={who => `${who} left`} />,
    );
  expect(line(null)).toMatch(/^<div role="status" data-presence="none"[^>]*><\/div>$/);
  expect(line('Sam')).toMatch(/^<div role="status" data-presence="here".*<span>Sam watches<\/span><\/div>$/);
});
