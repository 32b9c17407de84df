import { expect } from 'chai';
import { createProgress } from '../../../src/features/connectivity/progress.ts';

function shownAt(columns: number): string {
  const written: string[] = [];
  const output = { isTTY: true, columns, write: (text: string) => written.push(text) };
  const progress = createProgress(output, () => 0);
  progress.onStart?.([{ host: 'login.microsoftonline.com', port: 443 }] as never);
  progress.stop();
  return written[0] ?? '';
}

describe('progress of a connectivity test', () => {
  it('is whole in a terminal that reports no width', () => {
    expect(shownAt(0)).to.match(/waiting for login\.microsoftonline\.com:443 \(dns\)$/);
  });

  it('stays on one line', () => {
    expect(shownAt(40).replace('\r\u001b[K', '')).to.have.lengthOf(39);
  });
});
