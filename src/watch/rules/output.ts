// From items to the published shape of an analysis. Pure; claims get ids that are unique in the whole answer.
import type { AnalysedItem } from '../api/analysis-output.ts'
import type { ClaimFact, ClaimRelation, Item } from '../model.ts'

/** `number` is the place of the item in the answer, `file` that of the file it came from. */
export function outputItem(item: Item, number: number, file: number): AnalysedItem {
  return {
    title: item.title,
    language: item.language.code,
    publishedAt: item.publishedAt,
    topics: item.topics.map(({ topic }) => topic),
    sectors: item.sectors.filter(({ role }) => role === 'own').map(({ sector }) => sector),
    touched: item.sectors.filter(({ role }) => role === 'touched').map(({ sector }) => sector),
    sectorsFrom: item.sectors.find(({ role }) => role === 'own')?.from ?? null,
    incident: item.incident,
    incidentWhy: item.incidentWhy,
    names: item.names.map(({ text, type, span, mentions, why }) => ({ text, type, span, mentions, why })),
    figures: item.figures.map(({ text, value, to, unit, qualifier, kind, of, span, why }) => ({
      text,
      value,
      to,
      unit,
      qualifier,
      kind,
      of,
      span,
      why,
    })),
    times: item.times.map(({ text, value, floating, kind, anchor, span, why }) => ({
      text,
      value,
      floating,
      kind,
      anchor,
      span,
      why,
    })),
    places: item.places.map(({ text, country, kind, span }) => ({ text, country, kind, span })),
    claims: item.claims.map((claim) => outputClaim(claim, number)),
    checks: item.checks.map(({ kind, result, detail, spans }) => ({ kind, result, detail, spans })),
    text: item.text,
    origin: item.origin.content,
    file,
    partial: item.partial,
    uncovered: item.uncovered,
    stageVersions: item.stageVersions,
  }
}

/** Unique in the whole answer. */
export function claimId(item: number, claim: string): string {
  return `${item}.${claim}`
}

function outputClaim(claim: ClaimFact, number: number): AnalysedItem['claims'][number] {
  const wholeId = (id: string) => claimId(number, id)
  const related = (relation: ClaimRelation['relation']) =>
    claim.relations.filter((one) => one.relation === relation).map((one) => wholeId(one.claim))
  return {
    id: wholeId(claim.id),
    holder: claim.holder,
    role: claim.role,
    class: claim.class,
    text: claim.text,
    evidence: claim.evidence.kind,
    cites: claim.evidence.what,
    via: claim.via,
    quoted: claim.quoted,
    promise: claim.promise === null ? null : (claim.promise.due ?? ''),
    disputes: related('disputes'),
    supports: related('supports'),
    repeats: related('repeats'),
    retracts: related('retracts'),
    span: claim.span,
    why: claim.why,
  }
}
