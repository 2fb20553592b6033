// Short ordinary news in English, written for the tests: sport, business, politics and the world, full of words that
// cyber news uses too (attack, breach, hack, patch, leak, virus, worm, exploit, ransom, arrest, server, net).

/** Every second one was looked at while the words were chosen; the others were only counted. */
export const ordinaryNews: string[] = `
Striker's hat-trick sinks champions | The attack broke through a shaky defence three times in the first half, and the keeper was left exposed.
Kidnappers free aid worker after ransom rumours | The captors had threatened to kill the hostage within 48 hours unless troops left the country.
Shares fall as chip maker misses forecast | The company blamed weak demand for servers and personal computers and cut its outlook for the quarter.
Police arrest four in anti-terror raids | Officers seized documents and computers in a pre-planned operation at two houses in the north of the city.
Hacked to death: villagers flee militia | Survivors said men with machetes attacked at dawn and burned the huts.
Veteran hack retires after forty years at the paper | The reporter broke the story of the dam scandal and never took a day off sick.
River breaches its banks after storm | Engineers were trying to patch the levee as the flood reached the suburbs.
Court finds builder in breach of contract | The judge ordered the company to pay damages and the costs of the case.
Worm farms turn waste into compost | A family business in Devon sells 40 tonnes a year of soil made by earthworms.
Trojan coach praises quarterback | The Trojans ran up 51 points before half-time and rested their stars.
Phish to play farewell concert | Fans of the jam band have travelled from all over the country for three nights of music.
Leak shuts reactor for repairs | A pump lost coolant on Friday; the operator said there was no danger to the public.
Minister quits over leaked memo | The memo, published by a newspaper, contradicted what he had told parliament.
Exploits of round-the-world sailor end in harbour | She returned after 94 days alone and a broken mast.
Nicotine patch helps half of smokers quit | A study of 3,000 adults compared patches with chewing gum.
Tottenham go through sticky patch | The manager promised changes after a fourth defeat in a row.
Virus kills thousands of chickens | Farmers must cull their flocks as bird flu spreads to a third province.
Measles virus found in two schools | Health officials urge parents to vaccinate; the outbreak has infected 60 children.
Computer maker to cut 700 jobs | The group said it would close a plant in Ireland and move production of laptops to Poland.
Search engine goes public with auction | Shares were priced at the low end of the range and rose on the first day of trading.
Bank robbers hold manager's family hostage | The gang forced him to open the vault and escaped with 26 million pounds.
Oil pipeline blown up by saboteurs | Exports were halted after a series of attacks on the line in the north.
Car bomb hits ministry | At least six people were killed and eight wounded when the vehicle exploded at the gate.
Network says anchor will step down | The television network has apologised for a report based on documents it cannot authenticate.
Net profit doubles at retailer | Strong sales of winter coats helped the chain to beat forecasts.
Federer serves 19 aces to reach final | The top seed broke his opponent's serve twice and saved three set points.
Server error costs Williams the tie-break | A double fault at 6-6 handed the set to her rival, who went on to win the match.
Panthers lock up young star | The forward signed a five-year extension worth 60 million dollars.
Union threatens to shut down port | Dockers voted to walk out on Monday over pensions.
Gunmen storm police station | The attackers freed prisoners and set cars on fire before they fled.
Security tightened before summit | Thousands of officers will guard the leaders; airspace over the city is closed.
Phone company loses customers to rival | The operator added fewer subscribers than expected and its shares dropped five percent.
Airline cancels flights as crews strike | Passengers were stranded at the airport for a second day and offered refunds.
Storm knocks out power to 200,000 homes | Crews worked through the night to restore electricity and telephone lines.
Credit card losses weigh on lender | Provisions for bad loans rose by a third and profit fell short of expectations.
Fraud trial of former chairman opens | Prosecutors say he inflated the revenue of the cable company to keep its share price high.
Accounting scandal wipes out pension fund | Investigators are going through e-mails and ledgers of the energy trader.
Intelligence chief told of threat before bombing | A commission heard that agents warned of an attack two weeks earlier.
Spy arrested for passing secrets | The man, an engineer, photographed plans of a submarine for a foreign service.
Hackers drill wins Ironman | No, not that sort: the Hackers are a triathlon club from Leeds whose members train before dawn.
Golfers hack their way round soaked course | Only three players broke par as wind and rain lashed the links.
Taxi drivers attack app that undercuts them | Hundreds blocked the avenue and honked for an hour to protest against the ride-hailing service.
Rebels seize town near border | The army has lost control of the garrison, witnesses said; the government denied it.
Customs seizes two tonnes of cocaine | Sniffer dogs found the drugs in a container of bananas in Antwerp.
FBI arrests governor's aide | He is accused of taking bribes for building permits.
Europol helps to break up car theft ring | Police in three countries detained 17 people and recovered 200 vehicles.
Prosecutors charge trader with theft | He is said to have moved client money into his own accounts for six years.
Jewel thieves cracked safe with blowtorch | Guards at the museum noticed the loss only in the morning.
Stolen Munch painting recovered | The picture was torn from the wall by armed robbers two years ago.
Passport rules change for visitors | Travellers must give fingerprints and have their photograph taken on arrival.
Census: data of 2001 released | The figures show that the population grew faster in the suburbs.
Central bank data point to slowdown | Lending to firms fell for the third month, the report said.
Patients' group attacks drug maker | Documents show that the company hid data on side effects, a newspaper reported.
Data storage firm raises forecast | Orders from banks and telephone companies were stronger than expected.
Software giant settles antitrust suit | The company will pay 536 million dollars to its rival and both will drop their claims.
Oracle raises hostile bid | The database maker called 24 dollars a share its best and final offer.
Handset maker unveils phone with camera | The new model plays music and will cost 300 euros.
Online retailer reports record Christmas | Shoppers ordered 2.8 million items on the busiest day.
Broadband prices to fall | The regulator told the former monopoly to open its lines to competitors.
Satellite falls silent | Engineers lost contact with the weather probe after a solar storm.
Spacecraft snaps Titan | The images show channels that may have been cut by liquid methane.
Volcano forces thousands to flee | Ash covered villages up to 20 kilometres away.
Flood of imports hurts textile mills | Factories in the region have laid off 9,000 workers since the quotas ended.
Chancellor comes under attack over tax | Opposition leaders accused him of breaking his promise.
Candidates trade attacks in final debate | The senator said the president had misled voters about the war.
Heart attack patients treated faster | Hospitals have cut the time to surgery by half an hour.
Shark attack survivor surfs again | She lost an arm in the water two years ago and has now won a title.
Air raid kills wedding guests | The military said it had targeted insurgents in a safe house.
Suicide attackers target checkpoint | Two soldiers died and the road to the airport was closed.
Vulnerable children let down, report finds | Social workers missed warning signs in a dozen cases.
Vulnerable coastline needs protection | Scientists say that sea walls alone cannot stop erosion.
Exploited workers win back pay | The farm must pay 140 migrants the legal wage.
Miners exploit record gold price | Old shafts are being opened again as the metal passes 450 dollars.
Oil firm to exploit offshore field | The platform will produce 80,000 barrels a day.
Bug spoils picnic season | Swarms of midges have driven visitors from the lochs.
Millennium bug babies turn five | Parents who expected chaos on the big night tell their stories.
Code of conduct for referees | The federation wants officials to declare gifts.
Da Vinci Code tops bestseller list | The thriller has sold 17 million copies and is being filmed.
Zero tolerance for doping, says chief | Two cyclists were sent home after their samples tested positive.
Rootes family sells estate | The country house with 600 acres went to a buyer from abroad.
Firewall of burning brush protects village | Firefighters lit a line of their own to stop the blaze.
Fishing fleet stays in port | Skippers protest against quotas for cod and haddock.
Phishing? No, fishing: anglers' club misprint goes viral | The club's poster had readers worried for a day.
Backdoor listing for gold miner | The firm will merge with a shell company to get its shares traded.
Backdoor cut helps Celtics to win | The guard slipped behind his man for the deciding basket.
Keylogger? The man who counts every piano key | A tuner from Vienna has serviced 9,000 instruments.
Bots and all: Arsenal's wonder goal explained | Nobody touched the ball more often than the Frenchman.
Encryption pioneer's biography published | The book tells how a codebreaker helped to win the war.
Enigma machine sold at auction | A collector paid 80,000 pounds for the wartime cipher device.
Denial of visa keeps player out of tournament | The federation has appealed to the consulate.
Denial of service: diner turned away for wearing shorts | The restaurant has apologised to the mayor.
Traffic overwhelms new ring road | Tailbacks of ten miles formed on the first morning.
Outage at brewery leaves bars dry | A burst pipe stopped bottling for three days.
Power outage halts trading | The exchange resumed after an hour when generators took over.
Site of battle to become museum | Diggers have found cannonballs and buttons in the field.
Website of the week: recipes from Naples | Our reviewer cooked three dishes and liked two.
Password to success: hard work, says champion | The swimmer trains six hours a day in a cold pool.
Account of the expedition wins prize | The diary was kept in a tent at minus 40 degrees.
Fake goods flood market stalls | Officers took away handbags and watches worth 90,000 euros.
Fake doctor treated hundreds | The man had forged his diploma and worked in two clinics.
Counterfeit notes found in tills | Shopkeepers are asked to check every fifty.
Identity of donor revealed | The anonymous giver was a school caretaker.
Identity parade ends in laughter | All the men had the same haircut.
Scam artist sold Eiffel Tower twice | A film about the confidence man opens next week.
Lottery scam pensioner gets money back | The caller had asked for a fee by cheque.
Insider trading case dropped | There was not enough proof that the banker knew of the merger.
Inside information helped Chelsea, says coach | He had worked with the goalkeeper before.
Extortion charge for nightclub boss | He demanded protection money from rivals, police say.
Blackmail plot against royal | Two men wanted 50,000 pounds for a video.
Mafia boss caught after 40 years | The fugitive was hiding in a farmhouse near Corleone.
Hostages freed in Beslan-style siege | Special forces stormed the gym after three days.
Pirates seize tanker off Somalia | The crew of 21 is safe; the owners are talking to the gang.
Pirates beat Cubs in extra innings | A home run in the eleventh settled the game.
Music piracy suits filed | The industry sued 482 people for sharing songs.
Movie pirates jailed | Two brothers copied films in a garage and sold them at markets.
Judge blocks logging in old forest | The court said the agency had not studied the harm to owls.
Logging in the Amazon falls | Satellite pictures show a drop of 11 per cent.
Domain of the king opened to walkers | The estate has 20 miles of paths.
Eminent domain ruling angers home owners | The town may take houses for a mall.
Host city behind schedule | The stadium roof will not be ready for the games.
Cookie maker sold to rival | The brand is known for its chocolate wafers.
Spam maker celebrates 75 years of tinned meat | The factory shows its first tin.
Cloud over merger as regulators object | The two airlines would control most routes.
Cloud computing chief named | The executive joins from a rival in May.
Apple growers fear frost | Blossom came three weeks early this year.
Windows smashed in riot | Shop owners put up boards along the high street.
Java coffee prices climb | Drought has cut the harvest on the island.
Python swallows family dog | The snake had escaped from a terrarium.
Android opera opens in Tokyo | The robot sings the lead with a cast of eight.
Amazon tribe makes contact | Officials say the group of 35 appears healthy.
Oracle of Delphi exhibition | Statues from Greece are shown for the first time.
Target recalls toys | The paint may contain lead.
Target practice ends in tragedy | A hunter shot his friend by mistake.
Payload lost as rocket explodes | The satellite was insured for 120 million.
Root of problem is midfield, says pundit | The team gives the ball away too easily.
Injection ban for runners | The federation wants to stop needles at races.
Botulism injection clinic closed | Three clients fell ill after a beauty treatment.
Sandbox fun for toddlers | The new playground was opened by the mayor.
Honeypot of tourists drowns in litter | The village asks for a charge on coaches.
Monitoring of glaciers stepped up | Drones measure the ice every month.
Breach in the ranks: party splits over Europe | Twelve deputies left the group.
Security breach at palace | A man dressed as a superhero climbed onto a balcony to protest.
Security breach closes terminal | A passenger walked through the wrong door and 3,000 had to be screened again.
Intruder found in prince's garden | Guards detained a man who had climbed the wall.
Intruder shot by homeowner | The burglar was wounded in the leg.
Data on whales gathered by tourists | Photographs of tails help to count the animals.
Records tumble at Olympic pool | Seven world marks fell on the opening night.
Records burned by retreating army | The archive of the ministry is lost.
Files on dissidents opened | Thousands ask to see what the secret police wrote about them.
Account manager swaps desk for vineyard | The wine will be sold by post.
Password, please: play about checkpoint wins award | The author drove a taxi in Jerusalem.
Clinic patient infected with rare bug | Doctors treat the woman in isolation.
Infected blood inquiry begins | Hundreds of haemophiliacs were given contaminated plasma.
Infected cattle destroyed | The ministry banned exports from the county.
Computer virus name given to racehorse | Melissa won at 20 to 1.
Outbreak of strikes hits carmaker | Workers at three plants stopped the line.
Anti-virus drug shows promise | A pill shortens flu by a day, a trial found.
Hybrid wheat resists rust | The seed was bred in Mexico.
Malicious prosecution suit settled | The city pays a wrongly accused man 2 million.
Malicious fire destroys barn | Police believe it was lit on purpose.
Encrypted radios for rescue services | The states will spend 100 million on a digital network.
Mobile masts approved | Residents had objected to the height.
Telephone hotline for farmers | Callers can ask about subsidies.
Crash of small plane kills pilot | The wreck was found on a hillside.
Crash course in Mandarin for executives | Twelve managers learned 400 words.
System failure blamed for derailment | A points motor had not been serviced.
Exam results system criticised | Head teachers want marks to be checked twice.
Immune system discovery wins Nobel | The two scientists share the prize.
Missile defence test fails | The interceptor did not leave its silo.
Radar fault delays flights | Controllers kept more distance between planes for three hours.
Ticket sales suspended after stampede | Fans broke down a gate at the stadium.
Fans locked out of stadium | Forged tickets had been sold outside.
Lockout ends ice hockey season | The league and the players could not agree on a salary cap.
Players locked in wage dispute | The union says talks will go on.
Hijack drama ends on runway | The man gave up after six hours and the passengers walked off unhurt.
Hijackers' trial begins in Hamburg | The student is accused of helping the plotters.
Bus hijacked by gunmen | Twenty-four passengers were let go near Athens.
Train sabotage suspected | Bolts were missing from the rail.
Sabotage charge against whaling protesters | The boat had damaged the propeller of a ship.
Tanker leak threatens reserve | Oil has reached the sandbanks where terns breed.
Leak of questions forces new exam | Copies were sold outside the school for 20 rupees.
Whistleblower wins case | The nurse had reported false records of drugs.
Surveillance cameras cut crime | Thefts in the car park fell by half.
Phone tapping scandal rocks government | The prime minister's calls were recorded by his own agents.
Spy plane crew freed | The 24 Americans were flown to Hawaii.
Satellite radio signs shock jock | The host gets 500 million over five years.
Hacker T. Dog wins award for children's television | The puppet was named funniest presenter.
Palmer hacker-coach tells all | A caddie writes about life on the tour.
Cracker of a finish at Headingley | England needed six off the last over.
Black hat, white tie: fashion at the races | Ladies' day broke every record for champagne.
Dark web of alliances in new spy novel | The plot moves from Berlin to Beirut.
Anonymous donor saves church | The gift of a million came in a brown envelope.
Anonymous note leads police to body | The grave was in a wood.
Tor river swimming banned | Bacteria from farms were found in the water.
Ransom note sold at auction | The letter was part of a famous trial of 1932.
Ransom Olds museum opens | Early cars of the pioneer are on show in Lansing.
King's ransom paid for defender | The club spent 45 million on a player of 19.
Bank account frozen in arms case | The judge acted at the request of Belgium.
Accounts frozen as fund collapses | Investors cannot withdraw their money.
Bitcoin price doubles | Traders point to demand from pension funds.
Coin exchange lists shares | The company was valued at 86 billion on its first day.
Electronic voting machines tested | Election officials ran 10,000 ballots through the devices without a mistake.
Recount ordered as machines jam | The scanners refused damp ballots.
E-mail greeting from space | The astronaut wrote to 500 pupils.
E-mails show bank knew of risk | The messages were read in the Senate.
Text messages lead to divorce | The couple had been married for a year.
Spam law has little effect | Unwanted mail still makes up two thirds of the total, a survey says.
Online bookmaker wins licence | The company may take bets in Italy.
Internet cafes closed in crackdown | The authorities fined owners who let in minors.
Blogger jailed for insulting king | The student was given four years.
Laptops for every pupil | The state buys 30,000 machines.
Printer's error turns into best-seller | A page was upside down in the first edition.
Router table among best woodworking tools | Our test compared eight machines.
Modem tribe of festival-goers | The electronic music fair drew 70,000 people.
Chip maker opens plant in Dresden | Two thousand people will work there.
Chip pan fire kills two | Firefighters warn of unattended cooking.
Card trick fools crowd | The magician found the queen in a lemon.
Red card for captain | The midfielder was sent off for a tackle from behind.
Identity card bill defeated | The Lords voted against the plan.
Card fraud gang sentenced | Waiters had copied diners' cards by hand and sold the slips.
Gas leak evacuates school | Pupils were sent home for the day.
Chemical attack victims remembered | Five thousand candles burned in Halabja.
Arson attack on synagogue | The door was damaged; nobody was hurt.
Acid attack suspect held | Police caught the man at a bus station.
Panic attack sidelines singer | The tour will start again in May.
Counter-attack wins cup tie | Two quick passes opened the defence.
Verbal attack on referee costs manager | He must sit in the stand for two games.
Bishop attacks gambling bill | He told the synod that it would hurt the poor.
President attacked over envoy | Newspapers ask who knew what and when.
Bears attack picnic | A ranger drove the animals away.
Wave of attacks across country | Bombs went off in four cities on the eve of the vote.
Coordinated attacks kill dozens | Gunmen struck at a theatre, a stadium and several cafes.
Attackers armed with knives | A soldier was hurt at the station.
Target of attack was convoy, army says | The road was closed for hours.
Group claims responsibility for blast | The statement appeared on a website used by militants.
Militant website shows hostage | The video was posted on a site that has carried such messages before.
Militants post threat on internet | The group vowed more attacks on troops.
Al Qaeda cell's computers seized | Officers took away disks and maps after the arrests.
Terror suspect's laptop held plans of station | The court was shown drawings of the building.
Navy to protect undersea cables | Patrols will be doubled in the Baltic.
Defence ministry orders drones | The contract is worth 90 million.
War of words over fishing rights | Each side summoned the other's ambassador.
Sanctions against bank lifted | The Treasury took the institution off its list.
Watchdog fines broadcaster | The jury on a talent show was not independent.
Regulator probes insurer | The company may have paid brokers for steering business.
Privacy of patients: new rules for hospitals | Names must no longer be called in waiting rooms.
Personal data on scales: dieters share weights | The club publishes a weekly table.
Customer data help supermarket to stock shelves | The loyalty card shows what sells on rainy days.
Data centre to heat village | The warm water will flow through pipes to 400 homes.
Computer glitch delays trading | The market opened 15 minutes late and closed higher.
Computer models predict warmer winter | The forecast is for less snow in the Alps.
Computers in class do not help maths | Pupils with laptops scored no better.
Robots to the rescue | A snake-like machine searches collapsed houses.
Phone use at the wheel to be punished harder | Drivers risk six points.
Chinese portal's shares drop | The mobile operator suspended its message service for a year over unwanted adverts.
Antivirus founder runs for mayor | The millionaire wants to build trams.
Security firm guards convoy | Its men wear no uniforms.
Security Council to vote | Russia has threatened to use its veto.
Social security reform on hold | The president wants private accounts.
Border security bill passes | Fences and cameras will be built along the river.
Food security talks open | Ministers discuss grain stores.
Vulnerability index ranks islands | Rising seas threaten Tuvalu most.
Patch of land causes feud | Two families have argued for a century.
Patching up differences, leaders shake hands | The two presidents met for the first time in years.
Cabbage Patch doll fetches record | The toy was still in its box.
Eye patch rule for pirates' parade | Children get in free in costume.
Update on flood victims | The Red Cross has housed 800 people.
Critical flaw in case, says lawyer | The witness was abroad on the day.
Flaw in design sank ferry | Water came in through the bow door.
Fatal flaw of peace plan | Neither side trusts the other.
Hole in defence punished | Two goals came from the left.
Hole in ozone layer shrinks | Scientists measured the smallest gap in ten years.
Loophole in tax law closed | Owners of second homes must pay.
Loophole lets guns through | Sellers at fairs need not check buyers.
Remote village gets road | The first bus arrived with a band on board.
Remote control lost: couple's fight ends in hospital | They were watching football.
Lost in transit: violin found on tram | The instrument is worth a million.
Stolen: 30,000 bottles of wine | Thieves came with a lorry at night.
Stolen identity plot in new soap | The twins swap lives in episode three.
Theft of copper stops trains | Thieves cut 300 metres of cable.
Thieves target cash machines | The gang blew up four devices with gas.
Cash machine swallows card of pope | The nuns had to call the bank.
Skimming stones championship | The winner's stone jumped 63 times.
Crypt opened after 400 years | The bishop's ring was still on his finger.
Cipher of composer solved | The melody spells the name of his wife.
Compromise on budget reached | Ministers agreed after a night of talks.
Compromised witness drops out | The defence had found photographs.
Compromise candidate wins vote | The former judge had support from both camps.
Thieves empty safe of coin dealer | Burglars took 7,000 gold coins from the strongroom. The owner had left the keys in the lock.
Carrier releases new fares | The airline fixes the price of summer tickets for a year.
Cartel fixed prices of memory chips | Makers of computers and servers paid too much for years, prosecutors said.
Militants claim bombing | The group said on its web site that it had killed the hostage.
Rebels free two captives | A statement of the group, posted online, spoke of a gesture of good will.
Webcam of stork nest draws a million viewers | Two chicks hatched on Friday in front of a camera on the roof of the town hall.
Actor says blackmailers threatened to publish photographs | Two men were arrested at a hotel after demanding 50,000 pounds for private pictures.
Guards fetch spare key for stadium locks | The locks of the away stand had jammed before the match.
Toy maker releases update on recall | The maker would replace the batteries of 20,000 dolls free of charge.
Skimmed milk sales rise | Dairies sold more of it from shelves near the checkout, a trade body said.
Virtual concert sells out | The singer will perform in a studio; guests log in with a ticket code.
Exchange halts trading after index falls 7% | Trading was halted for fifteen minutes and withdrawals from funds rose.
Gang stole cars with cloned keys | Police recovered 14 cars and a box of key blanks in a garage.
Swap deal lowers interest for the city | The council agreed a swap of its loans with two banks.
Company sends out new screws for shaky stairs | The maker of ladders has a fix for the handrail.
Wallet with 7,000 euros found in taxi | The driver handed it to the police and got a reward.
Bitcoin slides again | The coin fell 9% on Tuesday after a large holder sold; one exchange was slow to settle orders.
Miners lose wages | The owner of the pit has not paid 300 miners since May.
Lottery winner keeps number secret | The number had been passed on from his father.
Escape from island prison | Three men broke out of the prison on a raft and were found on a sandbank.
Company Corp. moves seat to the U.S. | Shareholders agreed to the move by a large majority.
`
  .trim()
  .split('\n')
  .map((line) => line.replace(' | ', '\n'))
