// The marking definitions that stand for the labels of TLP 2.0 in STIX.
import type { Tlp } from '#kernel/marking.ts'

const refs: Readonly<Record<Tlp, string>> = {
  CLEAR: '94868c89-83c2-464b-929b-a1a8aa3c8487',
  GREEN: 'bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  AMBER: '55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'AMBER+STRICT': '939a9414-2ddd-4d32-a0cd-375ea402b003',
  RED: 'e828b379-4e03-4974-9ac4-e53a884c97c1',
}

export function tlpMarkingRef(tlp: Tlp): string {
  return `marking-definition--${refs[tlp]}`
}
