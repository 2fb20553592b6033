// Reported statements in many styles, written before the rules were tuned: text ## holder | cue | content, "..." for what
// lies between the first and the last words. `he=Name` gives the holder behind a pronoun. Odd lines are for tuning, even
// ones only for measuring. A line without ## holds no statement at all.
export const reported: string[] = `
The finance minister said on Tuesday that the budget gap had shrunk to its lowest level in ten years. ## The finance minister | said | the budget gap ... ten years
Airbus expects deliveries to pick up in the second half, according to people familiar with the plan. ## people familiar with the plan | according to | Airbus expects ... second half
"We have restored all services," said a spokesperson for the hospital group. ## a spokesperson for the hospital group | said | We have restored all services
Prosecutors accused the former treasurer of hiding more than two million euros from the tax office. ## Prosecutors | accused | the former treasurer ... tax office
The bank denied that any customer data had left its systems. ## The bank | denied | any customer data ... systems
Analysts at Deutsche Bank warned that higher tariffs would hurt carmakers first. ## Analysts at Deutsche Bank | warned | higher tariffs ... first
The coach, who joined the club last summer, insisted his players were not tired. ## The coach | insisted | his players were not tired
Nobody was hurt, police said. ## police | said | Nobody was hurt
The ministry confirmed the breach and said it had informed the data protection authority. ## The ministry | confirmed | the breach ## The ministry | said | it had informed ... authority
In a statement, ENISA called the attack one of the largest it had seen this year. ## ENISA | called | the attack ... this year
A judge ruled that the seizure of the servers had been unlawful. ## A judge | ruled | the seizure ... unlawful
The opposition rejected the plan as too costly. ## The opposition | rejected | the plan as too costly
Volkswagen told reporters that production in Wolfsburg would resume on Monday. ## Volkswagen | told | production in Wolfsburg ... Monday
"It is far too early to name a culprit," the head of the agency, Claudia Plattner, told ARD. ## the head of the agency, Claudia Plattner | told | It is far ... culprit
The union vowed to fight the closure in court. ## The union | vowed | to fight the closure in court
The company declined to comment on the report. ## The company | declined to comment | the report
Microsoft did not respond to a request for comment. ## Microsoft | did not respond | a request for comment
Residents believe that the smoke came from the recycling plant on the edge of town. ## Residents | believe | the smoke ... town
The suspect is alleged to have sold access to dozens of company networks. ## null | alleged | sold access ... networks
It is believed that the attackers had been inside the network for weeks. ## null | believed | the attackers ... weeks
The mayor promised that the bridge would reopen before winter, adding that the money had been found. ## The mayor | promised | the bridge ... winter ## The mayor | adding | the money had been found
Citing two officials, Reuters reported that the talks had broken down. ## Reuters | reported | the talks had broken down
Its chief executive, Ola Källenius, predicted a difficult year for the industry. ## Its chief executive, Ola Källenius | predicted | a difficult year ... industry
The vessel was forced to turn back, a coast guard official told AFP on condition of anonymity. ## a coast guard official | told | The vessel ... turn back
Hospitals in the region were said to be running short of blood. ## null | said | running short of blood
Campaigners argue the law gives police too much power. ## Campaigners | argue | the law ... power
He blamed a faulty update for the failure. ## He | blamed | a faulty update ... failure
Researchers at ETH Zurich found that one in five devices still used a default password. ## Researchers at ETH Zurich | found | one in five ... password
"Why did nobody check the logs?" asked one member of the committee. ## one member of the committee | asked | Why did ... logs
NATO's claim that the drones came from the east was dismissed by Moscow. ## NATO | claim | the drones came from the east
The airline plans to cut 400 jobs by the end of next year. ## The airline | plans | cut 400 jobs ... year
Prime Minister Mette Frederiksen urged allies to send more air defence. ## Prime Minister Mette Frederiksen | urged | allies ... defence
The report says most of the victims were small firms without backups. ## The report | says | most of the victims ... backups
Critics of the deal fear it will raise prices for consumers. ## Critics of the deal | fear | it will raise ... consumers
The goalkeeper admitted that he should have stopped the shot. ## The goalkeeper | admitted | he should ... shot
The defence ministry in Warsaw said three aircraft had crossed the border, while Belarus denied any violation. ## The defence ministry in Warsaw | said | three aircraft ... border ## Belarus | denied | any violation
Scientists are sceptical of the claim. ## Scientists | sceptical | the claim
Investigators have not ruled out sabotage, the state broadcaster reported late on Sunday. ## the state broadcaster | reported | Investigators ... sabotage
The regulator, which fined the operator last year, is now demanding a full audit. ## The regulator | demanding | a full audit
According to the indictment, the group laundered the money through casinos. ## the indictment | According to | the group ... casinos
The attackers claimed responsibility on Telegram, saying they had stolen 40 gigabytes of data. ## The attackers | claimed | responsibility on Telegram ## The attackers | saying | they had ... data
"Our systems were never at risk," he added. ## he | added | Our systems were never at risk
She said she would not run again. ## She | said | she would not run again
Ukraine's air force said it had shot down 62 of 70 drones overnight. ## Ukraine's air force | said | it had ... overnight
The court heard that the defendant had rented the servers under a false name. ## The court | heard | the defendant ... name
Several ministers, speaking after the meeting in Brussels, expressed concern about the delay. ## Several ministers | expressed concern | the delay
Witnesses described a loud bang and a column of smoke. ## Witnesses | described | a loud bang ... smoke
The supplier acknowledged on Friday that attackers had exploited a flaw in its software. ## The supplier | acknowledged | attackers had ... software
Siemens Energy raised its outlook, pointing to strong demand for gas turbines. 
Shares in the group fell 4% in early trading.
The storm left 20,000 homes without power.
Two people were taken to hospital after the fire.
"This is not a drill," read a message on the screens. ## a message on the screens | read | This is not a drill
The chancellor dismissed the allegations as absurd. ## The chancellor | dismissed | the allegations as absurd
Turkey has accused Greece of arming islands near its coast, a charge Athens rejects. ## Turkey | accused | Greece of arming ... coast ## Athens | rejects | a charge
Europol pledged to publish further details within 24 hours. ## Europol | pledged | publish further ... hours
Security firm Mandiant linked the intrusion to a group that works for North Korea. ## Security firm Mandiant | linked | the intrusion ... North Korea
Doctors say the vaccine is safe, but many parents remain unconvinced. ## Doctors | say | the vaccine is safe ## many parents | unconvinced | the vaccine is safe
The governor of the central bank hinted at another cut in June. ## The governor of the central bank | hinted | another cut in June
Officials in Kyiv said Russian forces had shelled the city again, killing three people. ## Officials in Kyiv | said | Russian forces ... people
The retailer estimates that the cyberattack will cost it 300 million pounds. ## The retailer | estimates | the cyberattack ... pounds
Mr Lammy told parliament that the ambassador had been summoned. ## Mr Lammy | told | the ambassador had been summoned
The striker has reportedly agreed terms with Juventus. ## null | reportedly | agreed terms with Juventus
Fire crews were called at 3 a.m., a spokesman for the service said. ## a spokesman for the service | said | Fire crews were called at 3 a.m.
One former employee recalled being told to delete the files. ## One former employee | recalled | being told to delete the files
The two sides agreed to meet again in Geneva next month. ## The two sides | agreed | to meet again ... month
The company said in a filing that "certain files" had been copied. ## The company | said | "certain files" had been copied
Lawyers for the family questioned whether the police had followed their own rules. ## Lawyers for the family | questioned | whether the police ... rules
The White House tweeted that the talks had been productive. ## The White House | tweeted | the talks had been productive
The head of the union, Christiane Benner, and the works council criticised the decision. ## The head of the union, Christiane Benner, and the works council | criticised | the decision
Downdetector recorded more than 12,000 reports of problems by noon. ## Downdetector | recorded | more than 12,000 reports ... noon
A survey by the trade body showed that half of its members had raised prices. ## A survey by the trade body | showed | half of its members ... prices
The telecoms group ruled out a sale of its towers. ## The telecoms group | ruled out | a sale of its towers
"We were lucky," said Anna, whose shop is next to the river. ## Anna | said | We were lucky
The army said it was investigating, and the president called for calm. ## The army | said | it was investigating ## the president | called for | calm
Hackers stole the data in March, the airline said in a letter to customers seen by the BBC. ## the airline | said | Hackers stole the data in March
The senator refused to say how he would vote. ## The senator | refused to say | how he would vote
France's cyber agency ANSSI attributed the campaign to APT28. ## France's cyber agency ANSSI | attributed | the campaign to APT28
Asked about the delay, the minister shrugged and said rail projects took time. ## the minister | said | rail projects took time
There was no sign of a ransom demand, the city council wrote on its website. ## the city council | wrote | There was no sign of a ransom demand
The contractor disputed the figures. ## The contractor | disputed | the figures
The witness testified that she never met the accused. ## The witness | testified | she never met the accused
"There is nothing to hide", Commissioner Henna Virkkunen stressed. ## Commissioner Henna Virkkunen | stressed | There is nothing to hide
The group's finance chief said margins would recover, though he conceded that demand in China was weak. ## The group's finance chief | said | margins would recover ## he=The group's finance chief | conceded | demand in China was weak
Teachers want smaller classes. ## Teachers | want | smaller classes
Iran says its programme is peaceful. ## Iran | says | its programme is peaceful
Environmental groups have long complained that the port ignores the limits. ## Environmental groups | complained | the port ignores the limits
The hackers demanded four million dollars, a person briefed on the matter said. ## a person briefed on the matter | said | The hackers demanded four million dollars
A source close to the investigation said that the malware had been planted by an insider. ## A source close to the investigation | said | the malware ... insider
The spokeswoman noted the figures were provisional. ## The spokeswoman | noted | the figures were provisional
The commission proposed a ban on such devices. ## The commission | proposed | a ban on such devices
The opposition leader said he "would rather resign" than sign the deal. ## The opposition leader | said | he "would rather resign" than sign the deal
The group apologised to customers and promised compensation. ## The group | apologised | to customers ## The group | promised | compensation
The driver hopes to be fit for the race at Spa. ## The driver | hopes | to be fit ... Spa
Spain's transport minister wrote on X that all trains were running again. ## Spain's transport minister | wrote | all trains were running again
The party leader also suggested that the vote could be delayed. ## The party leader | suggested | the vote could be delayed
Investors worry that the boom cannot last. ## Investors | worry | the boom cannot last
The plant is expected to open in 2027. ## null | expected | open in 2027
The operator, however, maintained that the grid was stable. ## The operator | maintained | the grid was stable
A statement posted by the gang threatened to publish the files. ## A statement posted by the gang | threatened | to publish the files
People who live near the airport say they cannot sleep. ## People who live near the airport | say | they cannot sleep
In Lisbon, the infrastructure ministry announced a review of all contracts. ## the infrastructure ministry | announced | a review of all contracts
Rescue teams fear that dozens of people are still trapped, the governor, Ali Yerlikaya, said. ## the governor, Ali Yerlikaya | said | Rescue teams ... trapped
No arrests have been made, but detectives are confident that they know who fired the shots. ## detectives | confident | they know who fired the shots
The general, quoted by the Interfax agency, said the offensive would continue. ## The general | said | the offensive would continue
The minister's assertion that crime is falling was met with laughter. ## The minister | assertion | crime is falling
A former official at the treasury, Paul Johnson, thinks the rules will be changed. ## A former official at the treasury, Paul Johnson | thinks | the rules will be changed
Neither company would say how much it had paid. ## Neither company | would say | how much it had paid
The mayor's office said Monday the curfew would be lifted. ## The mayor's office | said | the curfew would be lifted
"No comment," was the reply of the club.
Wire fraud is a crime in every state.
The team played without its captain for most of the season.
Rain is expected in the north. ## null | expected | Rain ... in the north
The foreign ministry summoned the envoy and demanded an explanation. ## The foreign ministry | demanded | an explanation
Amazon said that it "takes these reports seriously". ## Amazon | said | it "takes these reports seriously"
Vodafone, Telefónica and Orange have backed the proposal, saying it would lower costs. ## Vodafone, Telefónica and Orange | backed | the proposal ## Vodafone, Telefónica and Orange | saying | it would lower costs
The IMF, in its latest outlook, forecast growth of 1.2%. ## The IMF | forecast | growth of 1.2%
Both men pleaded not guilty and denied knowing each other. ## Both men | denied | knowing each other
Iberdrola's chairman, Ignacio Galán, described the blackout as unprecedented. ## Iberdrola's chairman, Ignacio Galán | described | the blackout as unprecedented
The leak was first reported by Le Monde. ## Le Monde | reported | The leak
Passengers complained about the lack of information. ## Passengers | complained | the lack of information
A Kremlin spokesman told the TASS news agency the accusation was baseless. ## A Kremlin spokesman | told | the accusation was baseless
The think tank concludes that Europe spends too little on satellites. ## The think tank | concludes | Europe spends ... satellites
The patch, the vendor explained, closes a hole in the login page. ## the vendor | explained | The patch ... closes a hole in the login page
Swiss authorities said two banks were affected; neither was named. ## Swiss authorities | said | two banks were affected
According to Eurostat, prices rose 2.1% in May. ## Eurostat | According to | prices rose 2.1% in May
Experts doubt that the arrests will stop the group for long. ## Experts | doubt | the arrests ... long
The prosecutor's office in Milan said it could not confirm the reports. ## The prosecutor's office in Milan | said | it could not confirm the reports
The referee later apologised, the federation announced. ## the federation | announced | The referee later apologised
`
  .trim()
  .split('\n')
