// Numbers of information elements, as IANA lists them for IPFIX; below 128 they are those of NetFlow v9 (RFC 3954 section 8).

export const element = {
  octetDeltaCount: 1,
  packetDeltaCount: 2,
  protocolIdentifier: 4,
  tcpControlBits: 6,
  sourceTransportPort: 7,
  sourceIPv4Address: 8,
  ingressInterface: 10,
  destinationTransportPort: 11,
  destinationIPv4Address: 12,
  egressInterface: 14,
  flowEndSysUpTime: 21,
  flowStartSysUpTime: 22,
  postOctetDeltaCount: 23,
  postPacketDeltaCount: 24,
  sourceIPv6Address: 27,
  destinationIPv6Address: 28,
  samplingInterval: 34,
  samplingAlgorithm: 35,
  sourceIPv4Prefix: 44,
  destinationIPv4Prefix: 45,
  samplerId: 48,
  samplerMode: 49,
  samplerRandomInterval: 50,
  flowDirection: 61,
  octetTotalCount: 85,
  packetTotalCount: 86,
  flowStartSeconds: 150,
  flowEndSeconds: 151,
  flowStartMilliseconds: 152,
  flowEndMilliseconds: 153,
  flowStartMicroseconds: 154,
  flowEndMicroseconds: 155,
  flowStartNanoseconds: 156,
  flowEndNanoseconds: 157,
  flowStartDeltaMicroseconds: 158,
  flowEndDeltaMicroseconds: 159,
  systemInitTimeMilliseconds: 160,
  destinationIPv6Prefix: 169,
  sourceIPv6Prefix: 170,
  initiatorOctets: 231,
  responderOctets: 232,
  initiatorPackets: 298,
  responderPackets: 299,
  selectorId: 302,
  selectorAlgorithm: 304,
  samplingPacketInterval: 305,
  samplingPacketSpace: 306,
  samplingTimeInterval: 307,
  samplingTimeSpace: 308,
  samplingSize: 309,
  samplingPopulation: 310,
  samplingProbability: 311,
  observationTimeSeconds: 322,
  observationTimeMilliseconds: 323,
  observationTimeMicroseconds: 324,
  observationTimeNanoseconds: 325,
} as const

/** Enterprise number under which the elements of the way back stand (RFC 5103 section 6.1). */
export const reverseEnterprise = 29305

/** Length in a template that says: each record tells its own (RFC 7011 section 7). */
export const variableLength = 65535

/** The scope "interface" of NetFlow v9 options (RFC 3954 section 6.1); scopes are no information elements. */
export const scopeInterface = 2
