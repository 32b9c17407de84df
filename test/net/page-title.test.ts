import { expect } from 'chai';
import { pageReferences } from '../../src/net/page-title.ts';

const references = (text: string) => pageReferences(Buffer.from(text), (part) => part.replaceAll('hunter2', '***'));

describe('what the page of a filter names for its operators', () => {
  it('is its category and its IDs', () => {
    const page = `<h1>Blocked</h1><p><b>Category:</b>&nbsp;Business, web mail.</p>
      <tr><td>Incident ID:</td><td>0f-12.a</td></tr> <p>Reference ID : 18.1a2b</p>`;
    expect(references(page)).to.deep.equal([
      'Category: Business, web mail',
      'Incident ID: 0f-12.a',
      'Reference ID : 18.1a2b',
    ]);
    expect(references('<p>Category: uncategorized.</p> <i>Event ID=4711</i>')).to.deep.equal([
      'Category: uncategorized',
      'Event ID=4711',
    ]);
  });

  it('is nothing on other pages, each thing once, and three things at most', () => {
    expect(references('<title>Sign in</title> Your category and request')).to.deep.equal([]);
    expect(references('Case ID: a1 Case ID: a1')).to.deep.equal(['Case ID: a1']);
    expect(references('Case ID: a1 Event ID: a2 Rule ID: a3 Error code: a4')).to.have.length(3);
  });

  it('holds no secret', () => expect(references('Request ID: hunter2')).to.not.include('hunter2'));

  it('is found in linear time', () => {
    const started = process.cpuUsage();
    references('<'.repeat(64 * 1024));
    references('category: '.repeat(6500));
    expect(process.cpuUsage(started).user).to.be.below(2_000_000);
  });
});
