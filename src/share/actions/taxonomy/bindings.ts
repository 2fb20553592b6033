// Joins the contracts of the taxonomy to their actions.
import { type Binding, bind } from '#platform/http/types.ts'
import * as api from '../../api/taxonomy.ts'
import * as mappingsApi from '../../api/taxonomy-mappings.ts'
import * as proposalsApi from '../../api/taxonomy-proposals.ts'
import { readMarks } from '../../store/handling/data.ts'
import { readTaxonomyData } from '../../store/taxonomy/taxonomy-data.ts'
import type { ShareRoom } from '../room.ts'
import { guarded } from './guarded.ts'
import * as mappings from './mappings.ts'
import * as proposals from './proposals.ts'
import * as read from './read-taxonomy.ts'
import type { TaxonomyRoom } from './room.ts'
import * as voices from './voices.ts'
import * as write from './write-taxonomy.ts'

/** Throws BadDataset where data/share/taxonomy*.json cannot be used. */
export function taxonomyBindings(share: ShareRoom): Binding[] {
  const room: TaxonomyRoom = { ...share, taxonomy: readTaxonomyData() }
  return guarded(readMarks(), [
    bind(api.draftTaxonomy, (input, call) => write.draftTaxonomy(room, input, call)),
    bind(api.listTaxonomies, (input, call) => read.listTaxonomies(room, input, call)),
    bind(api.getTaxonomy, (input, call) => read.getTaxonomy(room, input, call)),
    bind(api.editTaxonomy, (input, call) => write.editTaxonomy(room, input, call)),
    bind(api.putForwardTaxonomy, (input, call) => write.putForwardTaxonomy(room, input, call)),
    bind(api.returnTaxonomy, (input, call) => write.returnTaxonomy(room, input, call)),
    bind(api.adoptTaxonomy, (input, call) => write.adoptTaxonomy(room, input, call)),
    bind(api.withdrawTaxonomy, (input, call) => write.withdrawTaxonomy(room, input, call)),
    bind(api.compareTaxonomies, (input, call) => read.compareTaxonomies(room, input, call)),
    bind(api.exportTaxonomy, (input, call) => read.exportTaxonomy(room, input, call)),
    bind(mappingsApi.getMapping, (input, call) => mappings.getMapping(room, input, call)),
    bind(mappingsApi.mapTerm, (input, call) => mappings.mapTerm(room, input, call)),
    bind(mappingsApi.saveMapping, (input, call) => mappings.saveMapping(room, input, call)),
    bind(mappingsApi.importMapping, (input, call) => mappings.importMapping(room, input, call)),
    bind(proposalsApi.proposeTerm, (input, call) => proposals.proposeTerm(room, input, call)),
    bind(proposalsApi.listTermProposals, (input, call) => proposals.listTermProposals(room, input, call)),
    bind(proposalsApi.decideTermProposal, (input, call) => proposals.decideTermProposal(room, input, call)),
    bind(proposalsApi.withdrawTermProposal, (input, call) => proposals.withdrawTermProposal(room, input, call)),
    bind(proposalsApi.raiseVoice, (input, call) => voices.raiseVoice(room, input, call)),
    bind(proposalsApi.listVoices, (input, call) => voices.listVoices(room, input, call)),
    bind(proposalsApi.withdrawVoice, (input, call) => voices.withdrawVoice(room, input, call)),
  ])
}
