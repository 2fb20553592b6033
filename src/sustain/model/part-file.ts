// Parts as files say them: named by keys instead of ids, and only with what the file knows.
import Type, { type Static } from 'typebox'
import { Need, Option, Part } from './parts.ts'
import { closed, Evidence } from './words.ts'

export const fileForm = 'tocsin-parts'
export const mostFileParts = 100_000
export const mostFileOptions = 500_000

/** By what a file names a part: an id, a purl, a host name, or any word of its own. It becomes one of the other names of the part. */
export const Key = Type.String({ minLength: 1, maxLength: 400, pattern: '^[^\\u0000-\\u001f\\u007f]+$' })

const { part: _id, ...option } = Option.properties
export const FileOption = Type.Object({ part: Key, ...option, switching: Type.Optional(option.switching) }, closed)
export type FileOption = Static<typeof FileOption>

const { of: _of, layer, holds, weight, least, ...need } = Need.properties
export const FileNeed = Type.Object(
  {
    ...need,
    /** Left out: the layer of the first option. */
    layer: Type.Optional(layer),
    /** Left out: one of them; 'all': none may be missing. */
    least: Type.Optional(Type.Union([least, Type.Literal('all')])),
    holds: Type.Optional(holds),
    weight: Type.Optional(weight),
    of: Type.Array(FileOption, { minItems: 1, maxItems: 200 }),
  },
  closed,
)
export type FileNeed = Static<typeof FileNeed>

const { needs: _needs, evidence: _evidence, ...plain } = Part.properties
export const FilePart = Type.Object(
  {
    id: Key,
    ...Type.Partial(Type.Object(plain)).properties,
    /** Left out: the file says nothing of what it needs. */
    needs: Type.Optional(Type.Array(FileNeed, { maxItems: 60 })),
    evidence: Type.Optional(Type.Array(Evidence, { maxItems: 60 })),
  },
  closed,
)
export type FilePart = Static<typeof FilePart>

/** The head of our own JSON; `parts` are looked at one by one, so that one that is wrong hurts no other. */
export const PartFileHead = Type.Object(
  {
    form: Type.Literal(fileForm),
    version: Type.Literal(1),
    /** The highest marking of what is in it. */
    tlp: Type.Optional(Type.Enum(['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'])),
    madeAt: Type.Optional(Type.String({ maxLength: 40 })),
    parts: Type.Array(Type.Unknown(), { maxItems: mostFileParts }),
  },
  closed,
)

export interface LeftOut {
  /** The line, or the place in the document. */
  at: string
  why: string
}

/** A part with its place in the file. */
export interface PlacedPart {
  at: string
  part: FilePart
}

export interface PartFile {
  parts: PlacedPart[]
  leftOut: LeftOut[]
  tlp: string | null
  /** gone: the file says all that a part needs. kept: needs of other names stay as they are. */
  otherNeeds: 'gone' | 'kept'
  /** Key of the part that a bill of materials is about. */
  main: string | null
}

export type PartFileRead =
  | { ok: true; file: PartFile }
  | { ok: false; refusal: 'bad-file' | 'graph-too-large'; why: string }
