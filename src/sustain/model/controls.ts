// The file of controls: which real resolvers this machine may change, and by which program, socket or file. Never a record, never shown.
import Type, { type Static } from 'typebox'
import { Upstream } from './resolvers.ts'
import { closed } from './words.ts'

export const ControlName = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,60}$' })
/** An absolute path. */
const Path = Type.String({ pattern: '^/[^\\u0000-\\u001f\\u007f]{1,400}$' })
const optional = Type.Optional

const common = {
  name: ControlName,
  /** The resolver itself, as its users ask it: whether a move worked is seen by asking here. */
  serves: Upstream,
  /** The longest that one call of its program or socket may take. */
  timeoutMilliseconds: Type.Integer({ minimum: 100, maximum: 60_000 }),
  /** Made for drills: exercises and drills may change it, and nobody real asks it. */
  drill: optional(Type.Literal(true)),
}

export const UnboundEntry = Type.Object(
  {
    ...common,
    kind: Type.Literal('unbound'),
    /** Its unbound.conf, from which unbound-control takes address and keys. */
    config: Path,
    /** A file that unbound.conf includes, with the forward-zone of '.'. Without it only what runs is changed, and nothing by TLS. */
    forwardsFile: optional(Path),
    program: optional(Path),
    checkProgram: optional(Path),
  },
  closed,
)

export const DnsdistEntry = Type.Object(
  {
    ...common,
    kind: Type.Literal('dnsdist'),
    /** A configuration with controlSocket and setKey: its own, or a short one with only these two lines. */
    config: Path,
    /** Left out: the pool without a name. */
    pool: optional(Type.String({ pattern: '^[A-Za-z0-9._-]{0,60}$' })),
    program: optional(Path),
  },
  closed,
)

export const KnotResolverEntry = Type.Object(
  {
    ...common,
    kind: Type.Literal('knot-resolver'),
    /** Control sockets of all its instances. */
    sockets: Type.Array(Path, { minItems: 1, maxItems: 64, uniqueItems: true }),
  },
  closed,
)

export const SystemdResolvedEntry = Type.Object(
  {
    ...common,
    kind: Type.Literal('systemd-resolved'),
    /** Folder of drop-in files, such as /etc/systemd/resolved.conf.d. */
    folder: Path,
    systemctl: optional(Path),
    resolvectl: optional(Path),
  },
  closed,
)

export const BindEntry = Type.Object(
  {
    ...common,
    kind: Type.Literal('bind'),
    config: Path,
    /** A file that `options` of named.conf includes, with `forward` and `forwarders`. */
    forwardersFile: Path,
    rndc: optional(
      Type.Object(
        {
          program: optional(Path),
          config: optional(Path),
          keyFile: optional(Path),
          server: optional(Type.String({ pattern: '^[0-9a-zA-Z:.-]{1,253}$' })),
          port: optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
        },
        closed,
      ),
    ),
    checkProgram: optional(Path),
  },
  closed,
)

export const ControlEntry = Type.Union([UnboundEntry, DnsdistEntry, KnotResolverEntry, SystemdResolvedEntry, BindEntry])
export type ControlEntry = Static<typeof ControlEntry>
export type EntryOf<Kind extends ControlEntry['kind']> = Extract<ControlEntry, { kind: Kind }>

export const ControlsFile = Type.Object({ controls: Type.Array(ControlEntry, { maxItems: 200 }) }, closed)
export type ControlsFile = Static<typeof ControlsFile>

/** Stands in no file: a resolver that is there in an exercise only. */
export interface PracticeEntry {
  name: string
  kind: 'practice'
  serves: Upstream
  drill: true
}

/** What may be told of a control: no path, no program, no key. */
export const ShownControl = Type.Object(
  { name: ControlName, kind: Type.String(), serves: Upstream, drill: Type.Boolean() },
  closed,
)
export type ShownControl = Static<typeof ShownControl>
