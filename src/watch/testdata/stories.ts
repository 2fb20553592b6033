// The ten stories in words of our own, several wordings each: facts as reported, every sentence written for the tests.
export interface Story {
  story: number
  title: string
  body: string[]
  topic: string[]
  incident: boolean
}

export const stories: Story[] = [
  {
    story: 1,
    title: 'Musk blames "massive cyberattack" as X goes down for tens of thousands',
    body: [
      'Social network X was hit by repeated outages on Monday, and its owner Elon Musk said the platform had come under a massive cyberattack of unusual power, perhaps by a large coordinated group or a country.',
      'Tracking site Downdetector counted more than 39,000 complaints from users in the United States at the peak early in the day. By the afternoon the number had dropped sharply, though some people still had intermittent trouble.',
      'A source in the internet infrastructure industry, who asked not to be named, said X had been struck by several waves of denial-of-service traffic, the first at about 09:45 UTC.',
      'Mr Musk told Fox Business that the addresses were in the Ukraine area. The industry source disputed that: most of the rogue traffic came from the US, Vietnam, Brazil and other countries, and very little from Ukraine.',
      'Specialists noted that botnets and proxies hide where an attack starts, and that an IP address rarely names the culprit. No proof has been offered.'
    ],
    topic: ['incident.dos'],
    incident: true
  },
  {
    story: 1,
    title: 'X outage: waves of junk traffic swamp platform, origin in dispute',
    body: [
      'Waves of hostile traffic knocked the social platform X offline for many users on 10 March 2025, an industry source said, in what the company\'s owner described as an unusually strong attack.',
      'The disruption began around 9:45 UTC. More than 39,000 American users reported problems to Downdetector at the worst moment, and reports faded over the afternoon.',
      'Experts were sceptical of the suggestion that a state must be behind it, saying that denial of service attacks are often the work of small groups with modest means.',
      'Over the weekend Elon Musk had said that Ukraine\'s front line would collapse without Starlink, adding that he would never switch it off.'
    ],
    topic: ['incident.dos'],
    incident: true
  },
  {
    story: 2,
    title: 'Quantum Machines secures $170 million to steer tomorrow\'s computers',
    body: [
      'Israeli start-up Quantum Machines, which builds control systems for quantum processors, has raised $170 million in a mid-stage funding round, bringing its total to $280 million.',
      'PSG Equity led the investment, joined by Intel Capital and others. IBM and Google have both built machines of more than 1,000 qubits, while Microsoft and Nvidia are also active.',
      'Investors keep betting on Israeli technology, and many in the field say that quantum computing is close to becoming a disruptive force.'
    ],
    topic: ['technology.quantum', 'corporate.finance'],
    incident: false
  },
  {
    story: 2,
    title: 'Chip giants back quantum-control company in fresh round',
    body: [
      'Quantum Machines said on Tuesday that it had closed a financing of $170 million. The company has now collected $280 million from backers that include Intel Capital and PSG Equity.',
      'Its hardware and software run the delicate operations inside quantum computers, a field in which IBM, Google, Microsoft and Nvidia are racing one another.'
    ],
    topic: ['technology.quantum', 'corporate.finance'],
    incident: false
  },
  {
    story: 3,
    title: 'Brussels proposes new blueprint for handling large-scale cyber incidents',
    body: [
      'The European Commission has put forward a proposal for a Council recommendation that updates the European Union\'s framework for cyber crisis management and sets out who does what, among civilian and military bodies and with NATO.',
      'Member States that use defence initiatives during an incident would have to inform EU-CyCLONe and the EU Cyber Commanders Conference. Coordination points with NATO would share information in a crisis.',
      'Within twelve months of adoption a common taxonomy for cyber crisis management is to be agreed, and within 18 months of adoption the Commission, the EEAS and ENISA are to hold an exercise that tests the blueprint with all parties.',
      'Operators of critical infrastructure would integrate at least one Union-based DNS service such as DNS4EU, with guidelines for an emergency switch when others fail.'
    ],
    topic: ['policy.crisis'],
    incident: false
  },
  {
    story: 3,
    title: 'EU wants one playbook for cyber crises, from hubs to NATO',
    body: [
      'A significant cyber incident can outgrow one country and threaten the internal market and public safety. A draft recommendation from the Commission tells the CSIRTs Network, EU-CyCLONe and national cyber hubs how to work together when that happens.',
      'It asks for joint civil-military exercises built on EU-coordinated risk assessments, for less over-classification of information, and for a unified situational awareness when incidents are part of a hybrid campaign.',
      'The High Representative would use the cyber diplomacy toolbox to coordinate against malicious activity.'
    ],
    topic: ['policy.crisis'],
    incident: false
  },
  {
    story: 4,
    title: 'Starlink faces rivals from China and from Jeff Bezos',
    body: [
      'SpaceSail, a satellite company backed by the Chinese state, is expanding to Brazil and Kazakhstan and plans to put 648 satellites into orbit in 2025 and as many as 15,000 by 2030.',
      'Starlink has about 7,000 in orbit today. China launched a record 263 satellites last year.',
      'Project Kuiper, the internet constellation of Jeff Bezos, is in talks with Brazilian officials. Some observers fear that new networks will also carry digital influence and censorship abroad.'
    ],
    topic: ['infrastructure.space'],
    incident: false
  },
  {
    story: 4,
    title: 'The race to break Elon Musk\'s grip on satellite internet',
    body: [
      'For years Starlink had low-Earth orbit broadband nearly to itself. Now Brazil is talking to two challengers: China\'s SpaceSail and the Kuiper project of Jeff Bezos.',
      'Beijing sent up 263 satellites last year, more than ever. SpaceSail wants 648 in space in 2025 and 15,000 by 2030, against around 7,000 for Starlink.'
    ],
    topic: ['infrastructure.space'],
    incident: false
  },
  {
    story: 5,
    title: 'X has judge taken off German election data case',
    body: [
      'The platform X has succeeded in having a Berlin judge removed from a case about access to its data on the German election of 23 February.',
      'Democracy Reporting International and the Society for Civil Rights had asked for real-time data to watch for disinformation. A court first ordered X to provide it. The company then complained that the judge had interacted with the plaintiffs\' posts; the same complaint against two other judges was dismissed.',
      'The hearing is now set for February 27, too late for the vote, but lawyers say the ruling could set a precedent for researchers under the Digital Services Act.',
      'X has also said that it will sue the German state over what it calls excessive requests for user data. The digital ministry said it knew of the statements; no suit has been filed.'
    ],
    topic: ['platform.regulation'],
    incident: false
  },
  {
    story: 5,
    title: 'Berlin court sets late hearing in dispute over platform data',
    body: [
      'Two civil society groups that want to study election disinformation on X will be heard by a Berlin court only on 27 February, four days after Germans vote.',
      'One judge was recused after X objected to likes on posts by the plaintiffs, Democracy Reporting International and the Society for Civil Rights. Much of the data can in theory be collected, but not in practice without the help of the platform.'
    ],
    topic: ['platform.regulation', 'hybrid.disinformation'],
    incident: false
  },
  {
    story: 6,
    title: 'Russian court fines Google over YouTube videos on surrender',
    body: [
      'A court in Russia has fined Google 3.8 million roubles (£32,600) because YouTube carried videos that told Russian soldiers how to surrender. It is one of many such fines.',
      'Critics say that the authorities are deliberately slowing YouTube to keep Russians from it. Moscow denies that and says Google has failed to upgrade its equipment.',
      'President Vladimir Putin has accused Google of serving the interests of Washington.'
    ],
    topic: ['content.restriction'],
    incident: false
  },
  {
    story: 6,
    title: 'Google penalised again in Moscow for content it did not remove',
    body: [
      'The US technology company must pay 3.8 million roubles, about £32,600, a Moscow court has decided, over clips on YouTube with advice for soldiers who want to give themselves up.',
      'Download speeds of the video service have fallen in Russia. Opponents of the Kremlin call it throttling; officials blame ageing Google servers.'
    ],
    topic: ['content.restriction'],
    incident: false
  },
  {
    story: 7,
    title: 'Microsoft signs for 389 MW of solar power with EDP Renewables',
    body: [
      'Microsoft will buy the output of three American solar plants from EDP Renewables under long-term virtual power purchase agreements for 389 megawatts, certificates included, as artificial intelligence drives the hunger of data centres for electricity.',
      'The plants are a 140 MW one at Jacksonville and a 110 MW one near Jerseyville, both in Illinois, and a 150 MW one near Austin, Texas. They began operating between November and December last year.',
      'The two companies now have five projects together.'
    ],
    topic: ['energy'],
    incident: false
  },
  {
    story: 7,
    title: 'Data centre boom: EDPR to supply Microsoft from three solar farms',
    body: [
      'Three solar farms in Illinois and Texas that came on line in November and December will sell their power and green certificates to Microsoft, EDP Renewables said.',
      'Together they are rated at 389 MW, said to be 140 at Jacksonville, 110 near Jerseyville and 150 near Austin.'
    ],
    topic: ['energy'],
    incident: false
  },
  {
    story: 8,
    title: 'Workday to cut 1,750 jobs as it shifts spending to AI',
    body: [
      'Software maker Workday is cutting about 1,750 jobs, or 8.5% of its staff, to make room for investment in artificial intelligence and growth abroad, chief executive Carl Eschenbach told employees.',
      'The company had around 18,800 employees as of January last year. It expects charges of up to $270 million, of which $60 million to $70 million fall into the fourth quarter. Its shares rose more than 4%.',
      'Rivals are joining forces: Paychex is buying Paycor for $4.1 billion and ADP bought WorkForce Software for $1.2 billion.',
      'Workday expects annual subscription revenue of $7.70 billion and $2.03 billion in the fourth quarter.'
    ],
    topic: ['corporate.workforce'],
    incident: false
  },
  {
    story: 8,
    title: 'Payroll software firm lays off 8.5% of workforce',
    body: [
      'Workday said on Wednesday that some 1,750 people would lose their positions in a restructuring that will cost up to $270 million.',
      'Investors cheered: the stock gained over 4%. Chief executive Carl Eschenbach said the company would put its money into AI and international expansion.'
    ],
    topic: ['corporate.workforce'],
    incident: false
  },
  {
    story: 9,
    title: 'FBI and Europol seize hacking forums Cracked and Nulled',
    body: [
      'Police in several countries have taken down some of the best-known websites for stolen data, pirated software and hacking tools in an action called Operation Talent.',
      'Seizure notices appeared on Cracked, Nulled, StarkRDP, Sellix and MySellix, saying that information on customers and victims had been obtained. Europol promised more details within 24 hours; the FBI had not commented.',
      'The forums traded stolen logins, payment card details and cheats for games. On Telegram, a channel of Cracked confirmed the seizure and said that its administrators did not know more. Investigations continue.'
    ],
    topic: ['takedown'],
    incident: false
  },
  {
    story: 9,
    title: 'Operation Talent: banners of law enforcement replace crime sites',
    body: [
      'Visitors to Nulled, Cracked and three other sites were met on Wednesday by a banner of the FBI, Europol and partners instead of listings of stolen passwords and cracked programs.',
      'Details are to follow within 24 hours, a spokesperson for Europol said. The operators of Cracked wrote to their followers that the domain had been seized for reasons they did not know.'
    ],
    topic: ['takedown'],
    incident: false
  },
  {
    story: 10,
    title: 'Smiths Group discloses breach of its systems',
    body: [
      'British engineering company Smiths Group said on Tuesday morning that it was managing a cybersecurity incident that involved unauthorised access to its systems.',
      'The maker of baggage screening machines and explosive detectors said that it had isolated the affected systems at once and was working with experts to recover. It will meet all regulatory requirements.',
      'Its shares fell by up to 2.3% in early trading. The group gave no further details.'
    ],
    topic: ['incident.breach'],
    incident: true
  },
  {
    story: 10,
    title: 'Shares in airport scanner maker slip after intruders get into network',
    body: [
      'Smiths Group, the London-listed engineer behind airport baggage scanners, has found that somebody gained access to its computer systems without permission.',
      'It cut off the machines concerned and called in specialists to restore operations, it said in a statement before the market opened on Tuesday. The stock lost as much as 2.3 percent. It did not say who was behind the break-in or what was taken.'
    ],
    topic: ['incident.breach'],
    incident: true
  }
]
