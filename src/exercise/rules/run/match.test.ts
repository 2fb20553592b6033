// Whether an entry is one that is sought.
import { expect, test } from 'vitest'
import { isSought, type Seen } from './match.ts'

const entry: Seen = {
  ...{ id: 'e', verb: 'share.releaseProduct', kind: 'share.productReleased', record: 'share.product', subject: 's' },
  ...{ actor: 'person:p', at: 0, marking: { tlp: 'GREEN', owner: 'o', audience: [], persons: [], releasableTo: [] } },
  ...{ body: { to: ['a', 'b'], title: 'Early warning' }, state: { status: 'released', n: 2 } },
}

test.each([
  [{ verb: 'share.releaseProduct' }, true],
  [{ verb: 'share.draftProduct' }, false],
  [{ kind: 'share.productReleased', where: { '/state/status': 'released' } }, true],
  [{ kind: 'share.productReleased', where: { '/state/status': 'draft' } }, false],
  [{ where: { '/body/to': 'b' } }, true],
  [{ where: { '/body/to': ['b', 'a'] } }, true],
  [{ where: { '/body/to': ['c'] } }, false],
  [{ where: { '/body/title': '/^early/i' } }, true],
  [{ where: { '/body/title': '/^late/' } }, false],
  [{ where: { '/body/title': '/(/' } }, false],
  [{ where: { '/marking/tlp': 'GREEN' } }, true],
  [{ where: { '/state/constructor': '/./' } }, false],
])('%j: %s', (sought, is) => expect(isSought(sought, entry)).toBe(is))
