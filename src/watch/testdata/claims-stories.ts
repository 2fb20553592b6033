// Stories 1, 5, 6, 9 and 10 for the claims stage, two wordings of our own each: facts as reported, sentences written here.
export interface ClaimStory {
  story: number
  text: string
}

export const claimStories: ClaimStory[] = [
  {
    story: 1,
    text: [
      'Musk says X outage caused by cyberattack',
      'The social media platform X suffered intermittent outages on Monday, with owner Elon Musk blaming an unusually powerful cyberattack.',
      '"We get attacked every day, but this was done with a lot of resources," Musk said in a post. "Either a large, coordinated group and/or a country is involved."',
      'Musk did not give evidence for his claim, leaving security experts sceptical. Such attacks, they said, are often launched by small groups.',
      'Downdetector, which tracks outages, counted over 39,000 reports from US users at the peak. By the afternoon the number had fallen.',
      'An industry source who spoke on condition of anonymity said X was hit with several waves of denial-of-service traffic beginning at about 09:45 UTC.',
      'In an interview with Fox Business, the billionaire claimed that the attack came from IP addresses in the Ukraine area. The same source disputed Musk\'s account, saying that large amounts of the rogue traffic came from the United States, Vietnam and Brazil, and that the amount coming directly from Ukraine was insignificant.',
      'Experts note that IP addresses alone rarely identify who is behind an attack. No definitive proof has been offered.',
      'Musk, an adviser to US President Donald Trump, said at the weekend that Ukraine\'s front line would collapse if he turned off Starlink. He later said he would never do so.',
    ].join('\n'),
  },
  {
    story: 1,
    text: [
      'Cyberattack or accident? Doubts over Musk\'s account of X outage',
      'Users of X could not load the platform on Monday. Elon Musk, who bought it in 2022, called the disruption the work of a massive cyberattack.',
      'He offered no proof, and several specialists were sceptical of the explanation.',
      'The addresses behind the attack were from Ukraine, Musk told Fox Business.',
      'But a person in the internet infrastructure business, who asked not to be named, said that very little of the traffic came from Ukraine and that most of it came from the United States, Vietnam and Brazil.',
      'Downdetector had tracked more than 39,000 complaints by the early morning.',
      'X did not respond to a request for comment.',
    ].join('\n'),
  },
  {
    story: 5,
    text: [
      'Elon Musk\'s X has succeeded in having a Berlin judge removed from a case. Democracy Reporting International and the Society for Civil Rights argue that X is obliged to give them data so that they can track disinformation. X accused the judge of bias because he had interacted with posts by the plaintiffs. The court dismissed the same claim against two other judges. Some of the data is technically accessible but not realistically obtainable without X\'s help, the groups said. X said last week it would sue the German state over what it called excessive demands for user data. A spokesman for the digital ministry said it was aware of the statements. It was not aware of any lawsuit, he added.',
    ].join('\n'),
  },
  {
    story: 5,
    text: [
      'X wins removal of judge in election data dispute',
      'The Berlin regional court has taken a judge off the case between X and two civil rights groups. The judge had interacted with posts by the plaintiffs, X complained, and could therefore not be impartial.',
      'A similar complaint about two other judges was rejected by the court, Democracy Reporting International said.',
      'X announced that it would sue the German government over what it considers unlawful requests for data about its users. The digital ministry confirmed that it knew of the statements but said no suit had been filed.',
    ].join('\n'),
  },
  {
    story: 6,
    text: [
      'Russian court fines Google over YouTube videos',
      'A Moscow court fined Google 3.8 million roubles ($41,530) on Monday over videos on YouTube that it said told Russian soldiers how to surrender, the state news agency TASS reported.',
      'Authorities in Russia have repeatedly ordered foreign tech firms to remove content they claim spreads misinformation.',
      'Critics accuse the Russian state of deliberately slowing down YouTube to keep people away from dissenting voices. Moscow denies that and blames Google for failing to upgrade its equipment, a charge the company and technology experts dispute.',
      'President Vladimir Putin in December accused Google of being a tool used by Washington to serve its political goals. Google did not immediately respond to a request for comment.',
    ].join('\n'),
  },
  {
    story: 6,
    text: [
      'Google hit with new Russian fine',
      'A court in Moscow has ordered Google to pay 3.8 million roubles over videos on YouTube.',
      'YouTube has become very slow in Russia. Opponents of the Kremlin claim that the authorities are deliberately slowing YouTube. Moscow has denied deliberately slowing YouTube, saying that Google failed to upgrade its equipment.',
      'President Vladimir Putin has accused Google of serving the interests of the American government.',
      'Google declined to comment.',
    ].join('\n'),
  },
  {
    story: 9,
    text: [
      'The FBI and Europol have seized several cybercrime forums. Europol said more details would be released within 24 hours. The FBI did not respond to a request for comment.',
      'A Telegram channel run by Cracked acknowledged the seizure and said its administrators did not know what would happen next. "We are still waiting for the official court documents from the data centre and the domain host," it said.',
      'A Europol spokesperson confirmed the operation but declined to comment further, promising an update on Thursday.',
    ].join('\n'),
  },
  {
    story: 9,
    text: [
      'Hacker forums seized in global police action',
      'Visitors to Cracked and Nulled saw a seizure banner on Wednesday. The banner said that information on customers and victims had been obtained.',
      '"We will publish all details within 24 hours," a spokeswoman for Europol said. The FBI declined to comment.',
      'The operators of Cracked wrote on Telegram that they were still waiting for documents from the court.',
    ].join('\n'),
  },
  {
    story: 10,
    text: [
      'Smiths Group, a British engineering company, said on Tuesday it was managing a cyber security incident involving unauthorised access to its systems.',
      'The company said it had promptly isolated affected systems and activated its business continuity plans. It is working with experts to recover and "is taking all necessary steps to comply with relevant regulatory requirements".',
      'It did not give further details. Chief executive Roland Carter said the group would update the market in due course.',
    ].join('\n'),
  },
  {
    story: 10,
    text: [
      'Airport scanner maker Smiths reports intrusion',
      'Smiths Group has detected unauthorised access to some of its systems, the British engineering company said in a filing on Tuesday.',
      '"We isolated the affected systems immediately," it said. The company, whose shares fell 2.3%, added that it would comply with all regulatory requirements.',
      'The group gave no further details.',
    ].join('\n'),
  },
]
