import { expect } from 'chai';
import { dataverseService } from '../../../../src/emulator/services/dataverse/service.ts';
import { client, component, context, environment, world } from '../../hand-made.ts';

const address = 'https://contoso-dev.crm4.dynamics.com/api/data/v9.2/ImportSolution';
const recordId = 'a0000000-0000-4000-8000-000000000001';

/** A zip with one stored file; readers check no sum of a stored file. */
function zip(name: string, text: string): string {
  const [path, data] = [Buffer.from(name), Buffer.from(text)];
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(data.length, 4);
  sizes.writeUInt32LE(data.length, 8);
  const lengths = Buffer.from([path.length, 0, 0, 0]);
  const middle = Buffer.concat([Buffer.from([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]), sizes, lengths]);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), middle, path, data]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), middle, Buffer.alloc(14), path]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]).toString('base64');
}

describe('emulator/dataverse ImportSolution', () => {
  const shown = () =>
    world({
      environments: [
        environment({
          components: [
            component({ managedIdentityId: recordId }),
            component({ id: 'c0000000-0000-4000-8000-000000000009', managedIdentityId: recordId }),
          ],
          solutions: [
            {
              id: '55555555-0000-4000-8000-000000000001',
              uniqueName: 'Contoso',
              friendlyName: 'Contoso',
              version: '1.0',
              isManaged: true,
              objectIds: [component().id],
            },
          ],
        }),
      ],
    });
  const manifest =
    '<ImportExportXml><SolutionManifest><UniqueName>Contoso</UniqueName></SolutionManifest></ImportExportXml>';

  it("loses the binding of the solution's components, and of no others", async () => {
    const contoso = shown();
    const send = client(dataverseService, context(contoso));
    const answer = await send('POST', address, { CustomizationFile: zip('solution.xml', manifest) });
    expect(answer.status).to.equal(204);
    expect(contoso.environments[0]?.components.map((item) => item.managedIdentityId)).to.deep.equal([null, recordId]);
  });

  it('refuses what is no solution', async () => {
    const send = client(dataverseService, context(shown()));
    for (const CustomizationFile of [zip('other.xml', manifest), Buffer.from('no zip').toString('base64')])
      expect((await send('POST', address, { CustomizationFile })).body.error?.code).to.equal('0x80048060');
    expect((await send('POST', address, {})).status).to.equal(400);
  });
});
