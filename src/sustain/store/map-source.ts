// Where the map is read from: narrow tables for what stands now, the records themselves for the past. Both have the same columns.
import { type RawBuilder, sql } from 'kysely'
import { sqlMayRead, type View, visible } from '#platform/journal/index.ts'
import { partRecord } from '../events.ts'

export interface MapSource {
  /** Stands behind `from`, with an alias to follow. */
  parts: RawBuilder<unknown>
  edges: RawBuilder<unknown>
  /** Who may read the row of `parts` that is called so. */
  readable(alias: string): RawBuilder<boolean>
}

export function mapSource(view: View): MapSource {
  const readable = (alias: string) => sqlMayRead(view.reader, view.realm, alias)
  if (!view.asOf) return { parts: sql`sustain.parts`, edges: sql`sustain.edges`, readable }
  const then = sql`r.record = ${partRecord.name} and r.realm = ${view.realm} and r.valid_from <= ${view.asOf}::timestamptz
    and (r.valid_to is null or r.valid_to > ${view.asOf}::timestamptz)`
  const parts = sql`(select r.subject, r.version, r.realm, r.tlp, r.owner, r.audience, r.persons, r.releasable_to,
      r.state->>'name' as name, r.state->>'kind' as kind, r.state->>'layer' as layer, r.state->'behind'->>'name' as behind,
      r.state->>'country' as country, (r.state->>'users')::bigint as users, (r.state->>'active')::boolean as active,
      (select max((e->>'seenAt') collate "C") from jsonb_array_elements(r.state->'evidence') e) as seen
    from journal.records r where ${then} and ${visible(view, 'r')})`
  const edges = sql`(select r.subject as part, n.place as need, o.place as place, (o.value->>'part')::uuid as option,
      n.value->>'name' as name, (n.value->>'least')::int as least, jsonb_array_length(n.value->'of') as options,
      coalesce((o.value->>'share')::double precision, 1) as share, (n.value->>'weight')::double precision as weight,
      o.value->'switching' is distinct from 'null'::jsonb as standby
    from journal.records r, jsonb_array_elements(r.state->'needs') with ordinality as n(value, place),
      jsonb_array_elements(n.value->'of') with ordinality as o(value, place) where ${then})`
  return { parts, edges, readable }
}
