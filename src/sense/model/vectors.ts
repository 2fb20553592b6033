// What data/sense/vectors.json holds: shapes of flows that hint at how an attack is done, and amplification by source port.
import Type, { type Static } from 'typebox'

export const ShapeMatch = Type.Object({
  protocol: Type.Optional(Type.Integer({ minimum: 0, maximum: 255 })),
  /** Bits of the TCP flags (RFC 9293) that must all be set, and those that must all be clear. */
  flagsSet: Type.Optional(Type.Integer({ minimum: 0, maximum: 255 })),
  flagsClear: Type.Optional(Type.Integer({ minimum: 0, maximum: 255 })),
  sourcePort: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
  bogon: Type.Optional(Type.Boolean()),
  small: Type.Optional(Type.Boolean()),
})

const ShapeId = Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$' })

export const Vectors = Type.Object({
  smallPacketBytes: Type.Integer({ minimum: 20, maximum: 1500 }),
  shapes: Type.Array(Type.Object({ id: ShapeId, name: Type.String(), match: ShapeMatch }), { maxItems: 30 }),
  amplification: Type.Array(
    Type.Object({
      id: ShapeId,
      name: Type.String(),
      port: Type.Integer({ minimum: 1, maximum: 65_535 }),
      /** Published bandwidth amplification, least and most. */
      factor: Type.Union([Type.Array(Type.Number({ minimum: 1 }), { minItems: 2, maxItems: 2 }), Type.Null()]),
    }),
    { maxItems: 60 },
  ),
})
export type Vectors = Static<typeof Vectors>
export type ShapeMatch = Static<typeof ShapeMatch>
