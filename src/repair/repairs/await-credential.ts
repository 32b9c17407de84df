import { defineRepair } from '../repair.ts';

export default defineRepair({
  id: 'await-credential',
  repairs: ['fic-propagating'],
  needs: [],
  plan: () => ({ reason: 'the credential is right; nothing has to change. Wait until it is effective everywhere' }),
});
