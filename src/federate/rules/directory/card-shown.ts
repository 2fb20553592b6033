// What people are shown of a card: everything but its long keys.
import type { Static } from 'typebox'
import type { CardShown } from '../../api/directory.ts'
import type { Card } from '../../model/wire.ts'

export function cardShown({ content }: Card): Static<typeof CardShown> {
  const newest = [...content.seals].sort((a, b) => (a.until < b.until ? 1 : -1))[0]
  return {
    serial: content.serial,
    organisation: content.organisation,
    address: content.address,
    contacts: content.contacts,
    capabilities: content.capabilities,
    // Every card is signed by ML-DSA-65; whether letters to it are sealed by ML-KEM-768 too is said by its sealing keys.
    postQuantum: content.capabilities.includes('post-quantum') && content.seals.length > 0,
    sealsUntil: newest?.until ?? null,
    nextKeysAnnounced: content.nextSigns !== undefined,
    issuedAt: content.issuedAt,
    expiresAt: content.expiresAt,
  }
}
