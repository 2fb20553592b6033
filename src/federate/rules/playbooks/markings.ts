// Markings of CACAO playbooks: the official objects for labels of TLP 2.0, and what they come to here.
import type { Tlp } from '#kernel/marking.ts'
import { strictestTlp, tlpFromWords } from '../marking-words.ts'

/** Common-Objects/Data-Markings of the OASIS CACAO committee: these must be used for the labels. */
export const tlpMarkings: Record<Tlp, string> = {
  CLEAR: 'marking-tlp--94868c89-83c2-464b-929b-a1a8aa3c8487',
  GREEN: 'marking-tlp--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  AMBER: 'marking-tlp--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'AMBER+STRICT': 'marking-tlp--939a9414-2ddd-4d32-a0cd-375ea402b003',
  RED: 'marking-tlp--e828b379-4e03-4974-9ac4-e53a884c97c1',
}
export const cacaoCommittee = 'identity--5abe695c-7bd5-4c31-8824-2528696cdbf1'

/** The official object of a label, to be put into data_marking_definitions. */
export function markingObject(tlp: Tlp): object {
  return {
    type: 'marking-tlp',
    id: tlpMarkings[tlp],
    created_by: cacaoCommittee,
    created: '2022-10-01T00:00:00.000Z',
    tlpv2_level: `TLP:${tlp}`,
  }
}

export function officialLabel(id: string): Tlp | undefined {
  return Object.entries(tlpMarkings).find(([, known]) => known === id)?.[0] as Tlp | undefined
}

/** Labels as they are written; without one a playbook is marked as everything that is not marked. */
export function tlpOfPlaybook(labels: readonly string[]): Tlp {
  return strictestTlp(labels.map(tlpFromWords))
}
