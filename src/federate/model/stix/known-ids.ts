// Identifiers that the standard or OASIS fixed once for all: labels of the Traffic Light Protocol, extensions, the namespace of ids.
import type { Tlp } from '#kernel/marking.ts'

/** Section 2.9: ids of observables are UUIDs of version 5 in this namespace, and nothing else is. */
export const observableNamespace = '00abedb4-aa42-466c-9c01-fed23315a9b7'

export const tlp2Extension = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d'
export const incidentCoreExtension = 'extension-definition--ef765651-680c-498d-9894-99799f2fa126'
/** Ours: audience, persons and releasability of a marking; the record that an object was made from. */
export const tocsinExtension = 'extension-definition--5c6b3d1e-8f0a-4c53-9a27-64d1e0b7f2a8'

export const tlp2Created = '2022-10-01T00:00:00.000Z'
export const tlp2Ids: Readonly<Record<Tlp, string>> = {
  CLEAR: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  GREEN: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  AMBER: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'AMBER+STRICT': 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
  RED: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
}

export const tlp1Created = '2017-01-20T00:00:00.000Z'
export const tlp1Ids = {
  'TLP:WHITE': 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9',
  'TLP:GREEN': 'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da',
  'TLP:AMBER': 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82',
  'TLP:RED': 'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed',
} as const
