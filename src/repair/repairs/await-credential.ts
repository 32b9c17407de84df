import { defineRepair } from '../repair.ts';

export default defineRepair({
  id: 'await-credential',
  repairs: ['fic-propagating'],
  needs: [],
  plan: () => ({ reason: 'the credential is right, nothing has to be changed; it only has to be waited for' }),
});
