// Readers: whoever asks, reduced to what the marking rule needs to know.
import type { Id } from './id.ts'
import type { Tlp } from './marking.ts'
import type { Realm } from './realm.ts'
import type { Role } from './role.ts'

export type ReaderKind = 'person' | 'token' | 'local' | 'peer' | 'public' | 'system'

export interface Limits {
  /** true: queries only. */
  readOnly: boolean
  /** Rooms ('watch') or contracts ('watch.importText'); null: all. */
  only: readonly string[] | null
  /** The name of the common refusal for what lies outside. */
  refusal: 'outside-scope' | 'second-factor-needed'
}

export interface Reader {
  /**
   * person: signed in. token: an API token acting for its person. local: the operating-system account that owns the
   * data directory. peer: another node. public: nobody known. system: a job of this node itself.
   */
  kind: ReaderKind
  /** Person, token or peer id, or the name of the job or account. */
  id: string
  person: Id | null
  organisation: Id | null
  /** Organisations whose client this reader's organisation is (TLP:AMBER reaches clients). */
  clientOf: Id[]
  /** The country of the organisation and the groups it belongs to: 'DE', 'EU', 'NATO'. */
  communities: string[]
  roles: Role[]
  realms: Realm[]
  /** For peers: what the signed agreement lets through. Without one nothing flows. */
  agreement?: { highest: Tlp }
  /** Narrower than the roles: a scoped token, or a session that owes its second factor. */
  limits?: Limits
}

/** How the journal names who did it: `person:0198...`, `system:notary`. */
export function actorOf(reader: Reader): string {
  return reader.kind === 'token' && reader.person
    ? `person:${reader.person}/token:${reader.id}`
    : `${reader.kind}:${reader.id}`
}

/**
 * Whoever acted, whether signed in or by a token of theirs: `person:<id>/token:<id>` is `person:<id>`. Four eyes are asked by this.
 */
export function personOf(actor: string): string {
  return actor.split('/', 1)[0] ?? actor
}

export const publicReader: Reader = {
  kind: 'public',
  id: 'public',
  person: null,
  organisation: null,
  clientOf: [],
  communities: [],
  roles: [],
  realms: ['live'],
}

export function systemReader(job: string, realms: Realm[], organisation: Id | null): Reader {
  return { kind: 'system', id: job, person: null, organisation, clientOf: [], communities: [], roles: [], realms }
}
