// Which rule drafts which section. A template names a rule; it cannot bring one.
import type { Block } from '../../model/product-content.ts'
import type { SectionRule } from '../../model/template.ts'
import { attribution } from './attribution.ts'
import { claims } from './claims.ts'
import { decisions } from './decisions.ts'
import type { Desk } from './desk.ts'
import { duties } from './duties.ts'
import { figures } from './figures.ts'
import { impactCountries, impactIncidents, impactSectors } from './impact.ts'
import { ladder } from './ladder.ts'
import { measures, measuresTaken } from './measures.ts'
import { next } from './next.ts'
import { notices } from './notices.ts'
import { outlook } from './outlook.ts'
import { lines, objectives, publicFacts } from './public.ts'
import { reserveEntities, reserveSpillOver } from './reserve.ts'
import { reviewCauses, reviewHandling } from './review.ts'
import { lead, situation } from './situation.ts'
import { sources, technicalAttacks, technicalIncidents, technicalObservations } from './technical.ts'
import { log, timeline } from './timeline.ts'
import { unknowns } from './unknowns.ts'

export const draftSection: Record<SectionRule, (desk: Desk) => Block[]> = {
  lead,
  situation,
  figures,
  'impact-sectors': impactSectors,
  'impact-countries': impactCountries,
  'impact-incidents': impactIncidents,
  outlook,
  measures,
  'measures-taken': measuresTaken,
  claims,
  attribution,
  unknowns,
  next,
  decisions,
  ladder,
  notices,
  timeline,
  'technical-incidents': technicalIncidents,
  'technical-attacks': technicalAttacks,
  'technical-observations': technicalObservations,
  sources,
  log,
  duties,
  lines,
  'public-facts': publicFacts,
  objectives,
  'reserve-entities': reserveEntities,
  'reserve-spill-over': reserveSpillOver,
  'review-causes': reviewCauses,
  'review-handling': reviewHandling,
  // The record has no place for it: a person writes it into the product, or it stays missing.
  'not-on-record': () => [],
}
