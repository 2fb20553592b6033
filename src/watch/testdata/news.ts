// Short items, written for the tests: cyber incidents in other words, cyber news that is none, and ordinary news.
export interface NewsItem {
  text: string
  /** Start of the expected first topic, or null for no cyber topic at all. */
  topic: string | null
  incident: boolean
}

export const incidents: NewsItem[] = [
  { text: 'Hospital group cancels operations after ransomware attack\nA group of clinics in northern Italy has postponed surgery after ransomware encrypted its servers overnight. Staff went back to pen and paper, and the attackers demanded a ransom in cryptocurrency.', topic: 'incident.ransomware', incident: true },
  { text: 'Port of Rotterdam terminal paralysed by hackers\nA container terminal stopped loading on Thursday when hackers locked its planning system and demanded payment. Files on dozens of machines were encrypted, the operator said.', topic: 'incident.ransomware', incident: true },
  { text: 'Insurer says data of 400,000 customers stolen\nAn insurance company in Vienna confirmed a data breach in which names, addresses and policy numbers of 400,000 people were stolen. It has informed the data protection authority.', topic: 'incident.breach', incident: true },
  { text: 'University shuts down network after intrusion\nThe university detected an intruder in its IT systems on Sunday and took its servers offline. Students cannot use e-mail, and it is not known whether personal data were accessed.', topic: 'incident.breach', incident: true },
  { text: 'Foreign ministry e-mail accounts compromised for months\nHackers read e-mails of diplomats for at least four months, the ministry disclosed. The accounts were compromised through stolen credentials.', topic: 'incident.breach', incident: true },
  { text: 'Pro-Russian group floods Belgian government sites\nSeveral websites of the Belgian government were unreachable on Monday morning after a DDoS attack that a pro-Russian hacktivist group claimed on Telegram.', topic: 'incident.dos', incident: true },
  { text: 'Bank websites knocked offline in Lithuania\nCustomers of three banks could not log in for hours as a flood of traffic from a botnet overwhelmed their servers. Distributed denial of service attacks have hit the country before.', topic: 'incident.dos', incident: true },
  { text: 'Zero-day in firewall software exploited in the wild\nAttackers are actively exploiting a critical vulnerability in a widely used firewall, the vendor warned. The flaw allows remote code execution, and several agencies were compromised before the patch.', topic: 'incident.vulnerability', incident: true },
  { text: 'Phishing wave hits customers of Dutch energy supplier\nThousands of people were targeted by fake e-mails that lure them to a fraudulent website and ask for their passwords. The supplier said that some customers had lost money to the phishing scam.', topic: 'incident.phishing', incident: true },
  { text: 'Cloud outage takes down ministries and airlines\nA faulty configuration update at a cloud provider caused a widespread outage on Friday. Websites and apps of ministries, airlines and shops went down for six hours. It was not a cyberattack, the company said.', topic: 'incident.outage', incident: true },
  { text: 'Retailer confirms cyber incident, online orders stopped\nThe clothing chain said it was dealing with a cyber incident and had suspended online orders. Shops stay open. Specialists are helping to restore the affected systems.', topic: 'incident.breach', incident: true },
  { text: 'Water utility reports hack of control room\nA water company in Denmark said that hackers had broken into the network of its control room and changed pump settings. Nobody was harmed, and the supply was never interrupted.', topic: 'incident.breach', incident: true }
]

export const cyberNoIncident: NewsItem[] = [
  { text: 'Police arrest suspected ransomware gang members\nOfficers in Poland and Spain arrested four people suspected of belonging to a ransomware gang, and seized servers and cryptocurrency in a joint operation with Europol.', topic: 'takedown', incident: false },
  { text: 'Parliament adopts law to transpose NIS2\nLawmakers voted for the bill that transposes the NIS2 directive. Operators must report significant incidents within 24 hours or face fines.', topic: 'policy.regulation', incident: false },
  { text: 'ENISA holds cyber exercise with 30 countries\nMore than a thousand experts took part in a cyber exercise in which a simulated attack hits the energy sector. The exercise tests the EU-CyCLONe procedures.', topic: 'policy.crisis', incident: false },
  { text: 'Survey: half of firms fear ransomware\nA survey of 2,000 companies finds that half of them see ransomware as the greatest risk. The study recommends training and offline backups.', topic: 'incident.ransomware', incident: false },
  { text: 'Cybersecurity start-up raises 40 million euros\nA Paris start-up that sells tools against phishing has raised 40 million euros in a series B funding round led by two venture capital funds.', topic: 'corporate.finance', incident: false },
  { text: 'Regulator fines telecom operator over data protection\nThe data protection authority imposed a GDPR fine of 2 million euros on a telecom operator for storing customer data too long.', topic: 'policy.regulation', incident: false }
]

export const ordinary: string[] = [
  'Late attack wins the derby for the home side\nA quick attack down the left wing in injury time gave the home side a 2-1 win. The striker scored his tenth goal of the season and the defence held.',
  'Ten life hacks for a tidy kitchen\nFrom vinegar to old jam jars: these hacks make cleaning easier. Our favourite hack needs only a lemon and some salt.',
  'Flu virus spreads faster than last winter\nDoctors report a sharp rise in infections. The virus has infected thousands of patients in hospitals, and health authorities recommend vaccination.',
  'Flood warnings as river bursts its banks\nHeavy rain flooded hundreds of homes in the valley overnight. Emergency services evacuated residents, and the railway line remains closed.',
  'Two arrested after robbery at jeweller\nPolice arrested two men after an armed robbery in the city centre. The suspects took watches and fled on a motorbike. Both are to appear in court on Friday.',
  'Drone attack hits power plant near the front line\nMissile and drone strikes hit a power plant and wounded six people, the governor said. Air defence shot down eleven drones overnight.',
  'Central bank leaves interest rates unchanged\nThe central bank kept its main rate at 2 per cent, saying that inflation was close to target. Shares rose slightly after the decision.',
  'Train drivers go on strike for two days\nPassengers face disruption on Thursday and Friday because train drivers are striking for higher pay. Only one in three trains will run.',
  'Prime minister under attack over budget\nThe opposition attacked the prime minister over tax rises in the budget. Coalition talks continue, and a vote in parliament is due next week.',
  'Heart attack deaths fall again\nA study in a medical journal finds that fewer people die of a heart attack than ten years ago. Better medicine and fewer smokers are the reasons.',
  'Bakery opens third branch in Leuven\nThe family bakery has opened a third shop. It employs twelve people and bakes sourdough bread every night.',
  'Festival breaks record with 90,000 visitors\nThe film festival sold more tickets than ever. The main prize went to a drama about a fishing village.',
  'Shark attack closes beaches\nA swimmer was injured in a shark attack on Sunday. Lifeguards closed the beaches and flew drones over the water.',
  'Dam breach feared after week of rain\nEngineers fear a breach of the old dam. Residents of two villages were told to leave their homes.',
  'Leak at chemical plant contained\nFirefighters stopped a leak of ammonia at a plant near the harbour. Two workers were taken to hospital with mild injuries.',
  'Court rules on breach of contract in stadium deal\nThe builder was in breach of contract, a court ruled, and must pay damages of 3 million euros to the club.',
  'Kidnappers demand ransom for businessman\nPolice are looking for a businessman who was kidnapped on his way home. The kidnappers demanded a ransom of one million euros from his family.',
  'Thieves break into museum and steal paintings\nBurglars broke into the museum on Saturday night, switched off the alarm and stole three paintings. Police are looking for witnesses.',
  'New bridge opens to traffic after waves of delays\nThe bridge over the bay opened to traffic on Monday. Heavy traffic had clogged the old road for years.',
  'Virus found in tomato plants\nGrowers must destroy tomato plants infected by a virus that is harmless to people. Inspectors found it in four greenhouses.',
  'Electricity prices fall as wind picks up\nStrong wind pushed electricity prices below zero on Sunday. Grid operators paid wind farms to stop turbines.',
  'Airline cancels flights after volcano erupts\nAsh from the volcano has closed two airports. The airline cancelled forty flights and offers refunds.',
  'Teachers trained to spot bullying\nA new course helps teachers to notice bullying early. Schools can apply until the end of the month.',
  'Bees under threat from mite\nBeekeepers report heavy losses. The parasite attacks the hives in spring, when colonies are weak.',
  'Patchwork quilt wins first prize at fair\nThe quilt of 2,000 patches took two years. Visitors voted it the best piece of the exhibition.',
  'Car maker recalls 20,000 vehicles over brake fault\nA fault in the brakes could lead to accidents, the company said. Owners are asked to visit a garage for the update.',
  'Exploits of a mountaineer told in new book\nThe book follows the exploits of the first woman to climb the north face. It is full of photographs.',
  'Rail network disrupted by storm\nTrees on the line disrupted the rail network on Tuesday. Trains were cancelled and thousands of commuters stranded.',
  'Company hit by fall in demand cuts forecast\nThe chemicals company was hit by weak demand and cut its forecast for the year. Its shares fell 6 per cent.',
  'Trojan horse sculpture unveiled at theatre\nA wooden horse five metres tall stands before the theatre for the premiere of a play about Troy.',
  'Fishing season opens on the lake\nAnglers may fish again from Saturday. Permits cost 30 euros and are sold in the town hall.',
  'Protesters block motorway over farm cuts\nFarmers blocked the motorway with tractors to protest against cuts in subsidies. Police closed two exits.'
]
