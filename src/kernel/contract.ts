// Contracts: each operation is described once; the server, the web client, the command line, OpenAPI and the audit
// verb are all made from this description.
import type { Static, TSchema } from 'typebox'
import type { Role } from './role.ts'

/**
 * Who may call. `anyone`: without signing in (say why). `signed-in`: every person and token. Otherwise any of the
 * roles. Markings decide separately what the caller gets to see.
 */
export type Policy = { who: 'anyone'; because: string } | { who: 'signed-in' } | { who: readonly Role[] }

/** What a refusal means: its HTTP status, and what the person can do about it. */
export interface RefusalMeaning {
  status: number
  title: string
  whatToDo: string
}

export interface Contract<I extends TSchema = TSchema, O extends TSchema = TSchema> {
  /** `room.verbNoun`. Path: /api/room/verbNoun. Command: tocsin room verb-noun. */
  name: string
  /** query: GET, changes nothing, takes asOf and realm. action: POST. */
  does: 'query' | 'action'
  summary: string
  input: I
  output: O
  refusals: Record<string, RefusalMeaning>
  policy: Policy
  /** A whole valid input: shown by --help, by the API pages, and tried by a test against the schema. */
  example: Static<I>
  /** The action takes a file: raw bytes as the body, the other input in the query. Size in bytes. */
  upload?: { maxBytes: number }
  /** Bounds on the JSON body in bytes where the default of 1 MiB is not right. */
  maxBytes?: number
  /** Input fields that the command line takes as plain arguments, in order. */
  arguments?: readonly string[]
  /** Answer or input holds a secret, so neither it nor its digest is ever kept for an idempotency key. */
  answersSecret?: boolean
  /** It is of the node or of a person, or goes out to somebody: from within an exercise it is refused. */
  onlyLive?: boolean
  /** The answer is a file to be downloaded, not JSON: the output schema then describes { name, type }. */
  download?: boolean
}

export function contract<I extends TSchema, O extends TSchema>(it: Contract<I, O>): Contract<I, O> {
  return it
}

/** The contracts among what files of `api` export: the rest are schemas and types. */
export function contractsOf(...files: Record<string, unknown>[]): Contract[] {
  return files.flatMap((file) => Object.values(file).filter(isContract))
}

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'policy' in value && 'refusals' in value && 'does' in value
}

export type InputOf<C> = C extends Contract<infer I, infer _O> ? Static<I> : never
export type OutputOf<C> = C extends Contract<infer _I, infer O> ? Static<O> : never

/** Refusals that every operation may answer with; contracts name only their own. */
export const commonRefusals: Record<string, RefusalMeaning> = {
  'bad-input': {
    status: 400,
    title: 'The input is not as the schema asks',
    whatToDo: 'Correct the field that is named and send it again.',
  },
  'sign-in-first': {
    status: 401,
    title: 'Nobody is signed in',
    whatToDo: 'Sign in, or send an API token as a bearer token.',
  },
  'not-allowed': {
    status: 403,
    title: 'Your roles do not include this',
    whatToDo: 'Ask an administrator of this node for the role that is named.',
  },
  'outside-scope': {
    status: 403,
    title: 'The API token is not for this',
    whatToDo: 'Use a token whose scope includes it.',
  },
  'second-factor-needed': {
    status: 403,
    title: 'This node asks everybody for a second factor',
    whatToDo: 'Add one under your own settings: codes from an app, or a passkey.',
  },
  'not-yours': {
    status: 403,
    title: 'This record belongs to another organisation',
    whatToDo: 'Ask its owner, or write a note to it instead.',
  },
  'other-site': {
    status: 403,
    title: 'The request came from another site',
    whatToDo: 'Use the page of this node itself, or an API token.',
  },
  unknown: {
    status: 404,
    title: 'There is nothing of that id that you may read',
    whatToDo: 'Check the id; if it is right, ask its owner to release it to you.',
  },
  'stale-version': {
    status: 409,
    title: 'Somebody changed it since you looked',
    whatToDo: 'Load it again, look at what changed, and repeat your change if it still makes sense.',
  },
  'wrong-state': {
    status: 409,
    title: 'This cannot be done in the state that it is in',
    whatToDo: 'See the detail for the states in which it can.',
  },
  'not-in-exercise': {
    status: 409,
    title: 'This cannot be done from within an exercise',
    whatToDo:
      'It would change what is real, or go out to somebody. Leave the exercise for the live realm, and do it there.',
  },
  'exercise-over': {
    status: 409,
    title: 'The exercise has ended',
    whatToDo:
      'Nothing more is written in its realm; reading goes on. The detail names the exercise that follows, if one does.',
  },
  'too-large': {
    status: 413,
    title: 'That is more than this operation takes',
    whatToDo: 'Send less at a time; the detail names the limit.',
  },
  'key-reused': {
    status: 422,
    title: 'The idempotency key was used for another input',
    whatToDo: 'Use a new key for a new command.',
  },
  'marking-needs-reason': {
    status: 422,
    title: 'TLP:RED needs a reason and a review date',
    whatToDo: 'Say why, and by which day somebody looks at it again.',
  },
  'too-many': { status: 429, title: 'Too many requests', whatToDo: 'Wait for as long as the Retry-After header says.' },
  'storage-full': {
    status: 507,
    title: 'The disk of this node is full',
    whatToDo: 'Nothing was written. Free some space on the data directory; the node then goes on by itself.',
  },
  busy: { status: 503, title: 'The node is busy', whatToDo: 'Try again in a moment.' },
}
