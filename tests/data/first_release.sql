BEGIN TRANSACTION;
CREATE TABLE agenda_item (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	speaker VARCHAR(200) NOT NULL, 
	minutes INTEGER NOT NULL, 
	CONSTRAINT pk_agenda_item PRIMARY KEY (id), 
	CONSTRAINT fk_agenda_item_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
);
INSERT INTO "agenda_item" VALUES(1,1,1,'other','Arrival and breakfast','',15);
INSERT INTO "agenda_item" VALUES(2,1,2,'talk','Welcome','',5);
INSERT INTO "agenda_item" VALUES(3,1,3,'talk','What carers are not asked','Rhiannon Prys-Davies',10);
INSERT INTO "agenda_item" VALUES(4,1,4,'talk','Health, street by street','Dr Priyanka Venkataraman',10);
INSERT INTO "agenda_item" VALUES(5,1,5,'networking','Networking rounds','',40);
INSERT INTO "agenda_item" VALUES(6,1,6,'break','Coffee, conversation and close','',40);
INSERT INTO "agenda_item" VALUES(7,2,1,'talk','Welcome','',15);
INSERT INTO "agenda_item" VALUES(8,2,2,'networking','Networking','',45);
INSERT INTO "agenda_item" VALUES(9,2,3,'break','Coffee','',60);
INSERT INTO "agenda_item" VALUES(10,3,1,'talk','Welcome','',15);
INSERT INTO "agenda_item" VALUES(11,3,2,'networking','Networking','',45);
INSERT INTO "agenda_item" VALUES(12,3,3,'break','Coffee','',60);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('6223a0dad7d1');
CREATE TABLE attendee (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	sector_id INTEGER, 
	state VARCHAR(12) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	name_key VARCHAR(200) NOT NULL, 
	organisation VARCHAR(200) NOT NULL, 
	email VARCHAR(254), 
	email_key VARCHAR(254), 
	new_email VARCHAR(254), 
	new_email_code VARCHAR(64), 
	new_email_until DATETIME, 
	role VARCHAR(200) NOT NULL, 
	about TEXT NOT NULL, 
	access TEXT NOT NULL, 
	dietary TEXT NOT NULL, 
	priorities JSON NOT NULL, 
	offers JSON NOT NULL, 
	asks JSON NOT NULL, 
	host_table INTEGER, 
	stays BOOLEAN NOT NULL, 
	arrives_round INTEGER, 
	leaves_after_round INTEGER, 
	token VARCHAR(64) NOT NULL, 
	feed_token VARCHAR(64), 
	submission VARCHAR(64), 
	calendar_sequence INTEGER NOT NULL, 
	signed_up_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	confirmed_at DATETIME, 
	waiting_since DATETIME, 
	cancelled_at DATETIME, 
	CONSTRAINT pk_attendee PRIMARY KEY (id), 
	CONSTRAINT fk_attendee_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT fk_attendee_sector_id_sector FOREIGN KEY(sector_id) REFERENCES sector (id), 
	CONSTRAINT uq_attendee_event_id_email_key_name_key UNIQUE (event_id, email_key, name_key), 
	CONSTRAINT uq_attendee_feed_token UNIQUE (feed_token), 
	CONSTRAINT uq_attendee_new_email_code UNIQUE (new_email_code), 
	CONSTRAINT uq_attendee_token UNIQUE (token)
);
INSERT INTO "attendee" VALUES(1,1,1,'placed','Aoife Ní Cheallaigh','aoife ni cheallaigh','Lantern Lane Befriending','aoife.nicheallaigh@example.org','aoife.nicheallaigh@example.org',NULL,NULL,NULL,'Coordinator','We visit older people who see nobody else.','','vegetarian','["Older people", "Carers"]','["volunteers for home visits"]','["a contact in discharge planning"]',1,0,NULL,NULL,'16emcTf-SFkUeGF9nqmLOl7uJH2AO6xy',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(2,1,1,'placed','Tadeusz Wiśniewski','tadeusz wisniewski','Polish Saturday School','tadeusz.wisniewski@example.org','tadeusz.wisniewski@example.org',NULL,NULL,NULL,'Head teacher','We keep families of three generations in touch.','','','["Mental wellbeing"]','["interpreting in Polish"]','["a venue with ramp access"]',NULL,0,NULL,NULL,'DUG2_EVHA2JpBiKZDt63UGCZfI1LgLcS',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(3,1,1,'placed','Blessing Okonkwo','blessing okonkwo','Harbour Road Food Pantry','blessing.okonkwo@example.org','blessing.okonkwo@example.org',NULL,NULL,NULL,'Manager','A shop where food costs what people can pay.','','halal','["Housing and homelessness", "Employability"]','["community kitchen"]','["a route into money advice"]',2,0,NULL,NULL,'pMYx-V0CWbqJIya_SPXU9r3wvS4wQuw-',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(4,1,1,'placed','Rhiannon Prys-Davies','rhiannon prys davies','Carers of Kelder Valley','rhiannon.prysdavies@example.org','rhiannon.prysdavies@example.org',NULL,NULL,NULL,'Director','We give unpaid carers a morning to themselves.','step-free access','','["Carers", "Mental wellbeing"]','["respite groups"]','["a plain guide to commissioning"]',NULL,0,NULL,NULL,'bzR03hTFFBQz36xKYVAffc4Ld7UUSVV1',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(5,1,1,'placed','Siobhán Mac an tSaoir','siobhan mac an tsaoir','Second Verse Choir','siobhan.macantsaoir@example.org','siobhan.macantsaoir@example.org',NULL,NULL,NULL,'Musical director','Singing for people with dementia and whoever loves them.','','','["Mental wellbeing", "Older people"]','["a choir for any opening"]','["a warm hall in winter"]',NULL,0,NULL,2,'OA1zCO2-VBFBlW9ptyWQv1jmAwbRdUH6',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(6,1,1,'placed','Yusuf Abdirahman','yusuf abdirahman','Bridge Street Youth Boxing','yusuf.abdirahman@example.org','yusuf.abdirahman@example.org',NULL,NULL,NULL,'Coach','Boys who are out of school come to us first.','','halal','["Addiction recovery", "Employability"]','["a gym in the mornings"]','["safeguarding training"]',3,0,NULL,NULL,'SjftbStM5JowUqCANYJ7At28P9mo5ScY',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(7,1,1,'placed','Margaret Tulloch','margaret tulloch','Men’s Shed at the Mill','margaret.tulloch@example.org','margaret.tulloch@example.org',NULL,NULL,NULL,'Treasurer','Tools, tea, and no questions.','a chair with arms','','["Older people"]','["joinery and repairs"]','["someone to read our bid"]',NULL,1,NULL,NULL,'WnyjmS7xec1v807fsfuvx97X04K3RV7L',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(8,1,1,'placed','Đorđe Petković','đorđe petkovic','Open Hand Refugee Welcome','dorde.petkovic@example.org','dorde.petkovic@example.org',NULL,NULL,NULL,'Caseworker','We walk the first months with families who arrive.','','','["Housing and homelessness"]','["volunteer drivers"]','["registering with a doctor"]',NULL,0,NULL,NULL,'-8vhikSj9cCStwsb7jvqsiShlqYX_u-z',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(9,1,1,'placed','Gwenllian Howells','gwenllian howells','Red Kite Advocacy','gwenllian.howells@example.org','gwenllian.howells@example.org',NULL,NULL,NULL,'Advocate','We sit beside people and help them ask.','','','["Mental wellbeing", "Carers"]','["independent advocates"]','["earlier referrals"]',4,0,NULL,NULL,'gG70XUax58Zzlw6-AG208Yfaec8C7JAN',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(10,1,1,'placed','Iain MacAskill','iain macaskill','Quayside Recovery Café','iain.macaskill@example.org','iain.macaskill@example.org',NULL,NULL,NULL,'Founder','Coffee by people who have been there.','','vegan','["Addiction recovery"]','["peer mentors"]','["a nurse one evening a week"]',NULL,0,NULL,NULL,'ckY83o-iXn-MKtPl-jzIOUJYT1lkcj3M',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(11,1,1,'placed','Nasreen Akhtar','nasreen akhtar','Sahara Women’s Group','nasreen.akhtar@example.org','nasreen.akhtar@example.org',NULL,NULL,NULL,'Development worker','English, sewing and a place to breathe.','','','["Mental wellbeing", "Employability"]','["a women\u2019s walking group"]','["interpreters who stay for the coffee"]',NULL,0,NULL,NULL,'GdC5uBCOw7rOftS3bDQjKeF9pJmtptW0',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(12,1,1,'placed','Chukwuemeka Eze','chukwuemeka eze','Greenfinch Allotments','chukwuemeka.eze@example.org','chukwuemeka.eze@example.org',NULL,NULL,NULL,'Volunteer','Forty plots and one long table.','','gluten-free','["Older people", "Mental wellbeing"]','["plots for referrals"]','["social prescribing link workers"]',NULL,0,NULL,NULL,'JkOoSA0se4S0uMgvAiSZE5zXoYmF-nBu',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(13,1,1,'placed','Ffion Gwyndaf','ffion gwyndaf','Talking Threads','ffion.gwyndaf@example.org','ffion.gwyndaf@example.org',NULL,NULL,NULL,'Textile artist','Quilts that tell what is hard to say.','','','["Mental wellbeing"]','["workshops in wards"]','["a room on Wednesdays"]',5,0,NULL,NULL,'PiRIVXy7lmqUuHi08-DPy-I3NrOpSkhY',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(14,1,1,'placed','Patrick O’Donoghue','patrick odonoghue','Night Stop Hostel','patrick.odonoghue@example.org','patrick.odonoghue@example.org',NULL,NULL,NULL,'Manager','Twelve beds, every night of the year.','','','["Housing and homelessness", "Addiction recovery"]','["emergency beds"]','["a podiatrist"]',NULL,0,NULL,NULL,'KfUR-z3A0GZgJgbuc3d2h_7-t6IYuEsh',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(15,1,1,'placed','Łucja Brzęczyszczykiewicz','łucja brzeczyszczykiewicz','Kind Paws Therapy Dogs','lucja.brzeczyszczykiewicz@example.org','lucja.brzeczyszczykiewicz@example.org',NULL,NULL,NULL,'Trustee','Dogs do what we cannot.','','','["Older people"]','["visits with dogs"]','["care homes that like dogs"]',NULL,0,NULL,NULL,'WMJXIJbN9qSfLjI13jHPtV17Bp3iUkzO',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(16,1,1,'placed','Hamish Urquhart','hamish urquhart','Rural Wheels','hamish.urquhart@example.org','hamish.urquhart@example.org',NULL,NULL,NULL,'Transport manager','The last bus leaves at four; ours does not.','','','["Older people", "Carers"]','["minibus and driver"]','["hospital appointment times"]',NULL,0,2,NULL,'rS7wZv_9U-3s-p3vSWM57sSiHWi_FZQk',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(17,1,1,'placed','Seren Whitlock','seren whitlock','Little Steps Nursery Trust','seren.whitlock@example.org','seren.whitlock@example.org',NULL,NULL,NULL,'Manager','Childcare for parents who train.','','','["Employability"]','["cr\u00e8che places"]','["parenting courses"]',NULL,0,NULL,NULL,'ZMtUdxHxOXs8WvZOC_amZ2YK-xgiUAKe',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(18,1,1,'placed','Olumide Adebayo','olumide adebayo','Faith in Action','olumide.adebayo@example.org','olumide.adebayo@example.org',NULL,NULL,NULL,'Minister','Eleven congregations, one phone number.','','','["Mental wellbeing", "Housing and homelessness"]','["a hall and a kitchen"]','["training in suicide prevention"]',NULL,0,NULL,NULL,'_lndUsXPMTEr1HZM9VG7hTYDJYsD8WkU',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(19,1,1,'placed','Bethan Rowlands','bethan rowlands','Sight Matters','bethan.rowlands@example.org','bethan.rowlands@example.org',NULL,NULL,NULL,'Outreach worker','We help people who lose their sight.','large print; a guide dog comes along','','["Older people"]','["audio description"]','["large-print letters from the hospital"]',NULL,1,NULL,NULL,'L7k7teA_fTkN5mVxajSDbvt1lXUHGm5_',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(20,1,1,'placed','Agnieszka Sobczak','agnieszka sobczak','Citizens’ Money Advice','agnieszka.sobczak@example.org','agnieszka.sobczak@example.org',NULL,NULL,NULL,'Adviser','Debt is a health problem.','','vegetarian','["Housing and homelessness", "Employability"]','["benefit checks on wards"]','["a desk at the surgery"]',NULL,0,NULL,NULL,'Fiij4QHMwLfjy_iS6JeT2-jFX1mU9LUo',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(21,1,1,'placed','Callum Geddes','callum geddes','Peer Support Collective','callum.geddes@example.org','callum.geddes@example.org',NULL,NULL,NULL,'Peer worker','Nothing about us without us.','','','["Addiction recovery", "Mental wellbeing"]','["lived experience"]','["paid roles for peers"]',NULL,0,NULL,NULL,'li_gYPlYBBuSEx_6bbasTe6RdYXRdpJP',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(22,1,2,'placed','Dr Priyanka Venkataraman','dr priyanka venkataraman','Kelder Valley Health Board','priyanka.venkataraman@example.org','priyanka.venkataraman@example.org',NULL,NULL,NULL,'Consultant in public health','We look at health by street.','','vegetarian','["Mental wellbeing", "Housing and homelessness"]','["data on small areas"]','["voices from the waiting list"]',6,0,NULL,NULL,'ZP9xpvFAaYD9GWMbeDHwAl5qi15oBlDf',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(23,1,2,'placed','Eilidh Robertson','eilidh robertson','Kelder Council Housing','eilidh.robertson@example.org','eilidh.robertson@example.org',NULL,NULL,NULL,'Homelessness lead','Nobody should sleep rough for want of a phone call.','','','["Housing and homelessness"]','["a single front door"]','["early warnings of evictions"]',7,0,NULL,NULL,'kmSFrZsYnz6MlkMgFvIQ2jhzvt8gmd73',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(24,1,2,'placed','Tomasz Kowalczyk','tomasz kowalczyk','Kelder Valley Health Board','tomasz.kowalczyk@example.org','tomasz.kowalczyk@example.org',NULL,NULL,NULL,'Discharge coordinator','Home on Friday should not mean back on Monday.','','','["Older people", "Carers"]','["a ward phone that is answered"]','["help at home on day one"]',NULL,0,NULL,NULL,'PWuP13NzPNvzegfN7hgCjDMWdjWWQP8U',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(25,1,2,'placed','Angharad Llewellyn','angharad llewellyn','Health and Social Care Partnership','angharad.llewellyn@example.org','angharad.llewellyn@example.org',NULL,NULL,NULL,'Locality manager','Budgets follow people, slowly.','','','["Carers", "Older people"]','["small grants"]','["groups beyond the town"]',8,0,NULL,NULL,'R0U_nMlj04qJYAF1NH_vS1kVbcIvvsQl',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(26,1,2,'placed','Mohammed Iqbal Hussain','mohammed iqbal hussain','Police Partnerships Team','mohammed.iqbalhussain@example.org','mohammed.iqbalhussain@example.org',NULL,NULL,NULL,'Inspector','Half our calls are about distress.','','halal','["Addiction recovery", "Mental wellbeing"]','["a named officer"]','["a place of safety that is not a cell"]',NULL,0,NULL,NULL,'pnQ_iKHiwSFbcySBgY2Y5uF0kcFIh3O-',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(27,1,2,'placed','Fionnuala Devlin','fionnuala devlin','Kelder Libraries','fionnuala.devlin@example.org','fionnuala.devlin@example.org',NULL,NULL,NULL,'Library manager','Warm, free and open.','','','["Employability", "Older people"]','["quiet rooms in nine libraries"]','["health information in plain words"]',NULL,0,NULL,NULL,'sEF0CQXSQAGOaIX1cGA21CTKMHmfiGos',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(28,1,2,'placed','Wei Ling Tan','wei ling tan','Kelder Valley Health Board','wei.lingtan@example.org','wei.lingtan@example.org',NULL,NULL,NULL,'Dietitian','Advice that fits a small purse.','','no shellfish','["Mental wellbeing"]','["cooking sessions"]','["a community kitchen"]',NULL,0,NULL,NULL,'ZBCxaHfgHnu2JJQKi3kQdc4REHMjRTHz',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(29,1,2,'placed','Stuart Drummond','stuart drummond','Fire and Rescue Service','stuart.drummond@example.org','stuart.drummond@example.org',NULL,NULL,NULL,'Community safety officer','We fit alarms and notice much else.','','','["Older people"]','["home safety visits"]','["to know who lives alone"]',NULL,0,NULL,NULL,'z7cIsFrqaI4SVqZ3ZitOu5r_OCaTYu4G',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(30,1,2,'placed','Nkechi Obi','nkechi obi','Kelder College','nkechi.obi@example.org','nkechi.obi@example.org',NULL,NULL,NULL,'Head of care courses','Next year’s carers are in our classrooms.','','','["Employability", "Carers"]','["students on placement"]','["placements that teach"]',9,0,NULL,NULL,'oRgwMMc-lDzDYo5l7271LBck-XhoyzaZ',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(31,1,2,'placed','Gareth Pugh','gareth pugh','Jobcentre Kelder','gareth.pugh@example.org','gareth.pugh@example.org',NULL,NULL,NULL,'Work coach','A job is not always the first step.','','','["Employability"]','["work trials with benefits kept"]','["employers who forgive gaps"]',NULL,0,NULL,NULL,'f1yXHFrImKfBc5aGVgkuromBC6Q205-g',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(32,1,2,'placed','Isla Sinclair','isla sinclair','Children’s Services','isla.sinclair@example.org','isla.sinclair@example.org',NULL,NULL,NULL,'Team leader','Some carers are nine years old.','hearing loop','','["Carers", "Mental wellbeing"]','["early help meetings"]','["somewhere for young carers"]',NULL,0,NULL,NULL,'fznts3KkWn9B5oByGTX2lMqIDtlG65vu',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(33,1,2,'placed','Zbigniew Jabłoński','zbigniew jabłonski','Kelder Council Parks','zbigniew.jablonski@example.org','zbigniew.jablonski@example.org',NULL,NULL,NULL,'Ranger','Nature on prescription, without the form.','','','["Mental wellbeing", "Older people"]','["guided walks"]','["groups to walk with"]',NULL,0,NULL,NULL,'9UsbdX-bV4HQBVISYFMkwkvDp_w7auTa',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(34,1,2,'placed','Maryam Siddiqui','maryam siddiqui','Kelder Valley Health Board','maryam.siddiqui@example.org','maryam.siddiqui@example.org',NULL,NULL,NULL,'Health visitor','Mould is the word I write most.','','','["Carers", "Housing and homelessness"]','["home visits"]','["dry homes for newborns"]',NULL,0,NULL,NULL,'xIyBiNJ6B6b1pXnS14QDx_C42Re3KJmi',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(35,1,2,'placed','Ewan Carmichael','ewan carmichael','Adult Social Work','ewan.carmichael@example.org','ewan.carmichael@example.org',NULL,NULL,NULL,'Social worker','We are few; please be patient, and ring.','','vegan','["Older people", "Carers"]','["assessments without a long wait"]','["day places"]',NULL,0,NULL,NULL,'xe9CPesPuhs99STX8uSV2ejtUFa6J1XQ',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(36,1,2,'placed','Caoimhe Brennan','caoimhe brennan','Community Link Workers','caoimhe.brennan@example.org','caoimhe.brennan@example.org',NULL,NULL,NULL,'Link worker','I am the prescription.','','','["Mental wellbeing", "Addiction recovery"]','["time to listen"]','["groups with a free place"]',10,0,NULL,NULL,'rkVhoH2zLNqkWDDqsT9brVUtan-65PzH',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(37,1,2,'placed','Joanna Papadopoulou','joanna papadopoulou','Dental Public Health','joanna.papadopoulou@example.org','joanna.papadopoulou@example.org',NULL,NULL,NULL,'Programme lead','Pain keeps people from work.','','','["Addiction recovery"]','["toothbrushing in nurseries"]','["drop-ins that welcome a dentist"]',NULL,0,NULL,NULL,'GWgX13bqH_Q2EOxb2OFZcDblxzuNGRdG',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(38,1,2,'placed','Kwabena Mensah','kwabena mensah','Kelder Valley Health Board','kwabena.mensah@example.org','kwabena.mensah@example.org',NULL,NULL,NULL,'Chaplain','For all faiths and none.','','','["Mental wellbeing"]','["bereavement support"]','["a choir"]',NULL,0,NULL,NULL,'wWAnBXCCbW6gAFD1i_PnS1Qnm9Ho4A2n',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(39,1,2,'placed','Lowri Bevan','lowri bevan','Occupational Therapy','lowri.bevan@example.org','lowri.bevan@example.org',NULL,NULL,NULL,'Therapist','A rail costs less than a hip.','','','["Older people"]','["equipment on loan"]','["men who can fit a rail"]',NULL,0,NULL,NULL,'_d28YkexHGcLqP8VP-nzXIluBo1owu_Y',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(40,1,2,'placed','Andrew Haldane','andrew haldane','Kelder Council','andrew.haldane@example.org','andrew.haldane@example.org',NULL,NULL,NULL,'Commissioner','I sign the cheques, and would like to see more.','','','["Housing and homelessness", "Employability"]','["contracts small enough"]','["evidence in people\u2019s own words"]',NULL,0,NULL,NULL,'85P4wj-GfrSnVvWXvopz5n4kmfmlI2qj',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(41,1,2,'placed','Shabnam Yousefi','shabnam yousefi','Interpreting Service','shabnam.yousefi@example.org','shabnam.yousefi@example.org',NULL,NULL,NULL,'Manager','A child should not interpret for a mother.','','','["Mental wellbeing"]','["interpreters in 31 languages"]','["bookings made early"]',NULL,0,NULL,NULL,'seLi1lLqhrnUqT3T1bunVUK5hz2dPE1h',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(42,1,2,'placed','Ruaridh Macleod','ruaridh macleod','Rural General Practice','ruaridh.macleod@example.org','ruaridh.macleod@example.org',NULL,NULL,NULL,'GP partner','One surgery, ninety square miles.','','','["Older people", "Mental wellbeing"]','["a meeting room at lunch"]','["someone to ring after five"]',NULL,0,NULL,3,'yM7a-9550hR2RZweiAs4VQhXJ2aegsZ8',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(43,1,2,'placed','Sinéad Gallagher','sinead gallagher','Perinatal Mental Health Team','sinead.gallagher@example.org','sinead.gallagher@example.org',NULL,NULL,NULL,'Nurse','New mothers hide it well.','','','["Mental wellbeing", "Carers"]','["training for volunteers"]','["a cr\u00e8che"]',NULL,0,NULL,NULL,'pG0JJ9-sduLCaN8ktYXS483JmGBJsyDQ',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(44,1,2,'placed','Piotr Zieliński','piotr zielinski','Environmental Health','piotr.zielinski@example.org','piotr.zielinski@example.org',NULL,NULL,NULL,'Officer','Damp is not a lifestyle.','','','["Housing and homelessness"]','["inspections"]','["tenants who dare to complain"]',NULL,0,NULL,NULL,'4cBsVxqbBXXVhzrVc88YvxbfTPWiWsRw',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(45,1,2,'placed','Helen Featherstonehaugh','helen featherstonehaugh','Kelder Valley Health Board','helen.featherstonehaugh@example.org','helen.featherstonehaugh@example.org',NULL,NULL,NULL,'Volunteering manager','They start with tea and end with a trade.','','','["Employability", "Older people"]','["200 ward volunteers"]','["routes into paid work"]',NULL,0,NULL,NULL,'hg2kxsEw8zCvw7U-GdFdMHnssXB7d221',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(46,1,2,'placed','Olga Nikolaou','olga nikolaou','Mental Health Officers','olga.nikolaou@example.org','olga.nikolaou@example.org',NULL,NULL,NULL,'Officer','The law is the last door, not the first.','','','["Mental wellbeing"]','["advice before a crisis"]','["crisis houses"]',NULL,0,NULL,NULL,'m20xCLSLmV8VlP1xK-Rlk7qOH3Bp4Wla',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(47,1,2,'placed','Désirée Lefèvre','desiree lefevre','Breastfeeding Support','desiree.lefevre@example.org','desiree.lefevre@example.org',NULL,NULL,NULL,'Peer coordinator','Small support, early.','','','["Carers"]','["peer supporters"]','["caf\u00e9s that welcome mothers"]',NULL,0,NULL,NULL,'ilcmCo1n82KLFqkaV5Lm8sH6ngY6leav',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(48,1,2,'placed','Bronwen Parry-Jones','bronwen parry jones','Public Health Nursing','bronwen.parryjones@example.org','bronwen.parryjones@example.org',NULL,NULL,NULL,'Team leader','We come to where people are.','','','["Mental wellbeing", "Employability"]','["health checks at work"]','["employers who open the door"]',NULL,0,NULL,NULL,'wsN3OVXJgjBBtBD1hxG8zQKlKZCS7Lza',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(49,1,3,'placed','Giovanni Rossi','giovanni rossi','Rossi’s Pharmacy','giovanni.rossi@example.org','giovanni.rossi@example.org',NULL,NULL,NULL,'Pharmacist','I see people every week, unasked.','','','["Addiction recovery", "Older people"]','["a consulting room"]','["to know what the ward changed"]',11,0,NULL,NULL,'a8nG_CCBFUJwSXM-XoCNv8x8pQMvMICU',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(50,1,3,'placed','Hannah Goldberg','hannah goldberg','Clearview Opticians','hannah.goldberg@example.org','hannah.goldberg@example.org',NULL,NULL,NULL,'Owner','Glasses prevent falls.','','kosher','["Older people"]','["sight tests at home"]','["links to Sight Matters"]',NULL,0,NULL,NULL,'izJyObJtmNL4IG09wR8ZFHsOwx0EDO-S',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(51,1,3,'placed','Craig Dunbar','craig dunbar','Dunbar Home Care','craig.dunbar@example.org','craig.dunbar@example.org',NULL,NULL,NULL,'Director','We employ eighty people and need a hundred.','','','["Carers", "Older people"]','["care from seven in the morning"]','["carers who stay"]',12,0,NULL,NULL,'XzhnHX8b4CsIwj0lpypuKzz3HtohlTp9',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(52,1,3,'placed','Mei-Xiang Zhou','mei xiang zhou','Riverbank Physiotherapy','meixiang.zhou@example.org','meixiang.zhou@example.org',NULL,NULL,NULL,'Physiotherapist','Balance can be learned at ninety.','','','["Older people", "Mental wellbeing"]','["falls classes"]','["a hall with a good floor"]',NULL,0,NULL,NULL,'2OUcJEfuahmNWjvUk2qYnbkkq9kc3l_S',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(53,1,3,'placed','Ifeoma Nwosu','ifeoma nwosu','Brightside Dental','ifeoma.nwosu@example.org','ifeoma.nwosu@example.org',NULL,NULL,NULL,'Dentist','Nobody should pull their own tooth.','','','["Addiction recovery"]','["Saturday emergency slots"]','["patients who were struck off"]',NULL,0,NULL,NULL,'CkK7wS1gigw4KOrMVF0XxgoIbZXAsj9n',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(54,1,3,'placed','Nigel Braithwaite','nigel braithwaite','Valley Credit Partners','nigel.braithwaite@example.org','nigel.braithwaite@example.org',NULL,NULL,NULL,'Branch manager','Small loans, said no to kindly.','','','["Employability", "Housing and homelessness"]','["a meeting room"]','["financial education that works"]',NULL,0,NULL,NULL,'3o6QNQyuk6qY-Pn3v5pa99kEdm1f08JM',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(55,1,3,'placed','Katarzyna Mazur','katarzyna mazur','Mazur Interiors','katarzyna.mazur@example.org','katarzyna.mazur@example.org',NULL,NULL,NULL,'Owner','I was given a chance once.','','','["Employability"]','["apprenticeships"]','["young people who turn up"]',NULL,0,NULL,NULL,'it8kK2xM5JhzrVYFWV2Qs6FD4H3G3Lxp',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(56,1,3,'placed','Robbie Kilpatrick','robbie kilpatrick','Northern Ferries','robbie.kilpatrick@example.org','robbie.kilpatrick@example.org',NULL,NULL,NULL,'HR manager','Crews are away for weeks; families cope.','','','["Employability", "Mental wellbeing"]','["returners\u2019 scheme"]','["an occupational health nurse"]',NULL,0,NULL,NULL,'3oocVGQNCHJ87RUDDAQYYXbwiwx82QAa',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(57,1,3,'placed','Anneliese Vogt','anneliese vogt','Hearing Well','anneliese.vogt@example.org','anneliese.vogt@example.org',NULL,NULL,NULL,'Audiologist','Half of loneliness is mishearing.','','','["Older people"]','["hearing checks in libraries"]','["loops that are switched on"]',NULL,0,NULL,NULL,'Y853Y8VeNlLOv_Tj6Rmua9cfL-gT-UB2',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(58,1,3,'placed','Suresh Pillai','suresh pillai','Pillai Family Care Home','suresh.pillai@example.org','suresh.pillai@example.org',NULL,NULL,NULL,'Manager','Our residents have time to give.','','vegetarian','["Older people", "Carers"]','["visits across generations"]','["a choir, a dog, a school"]',NULL,0,NULL,NULL,'-Ir7Qd5Hr0BYQy4dnbaJmwqtMEZ9uMZk',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(59,1,3,'placed','Michelle Ferrars','michelle ferrars','Kelder Vale Funeral Care','michelle.ferrars@example.org','michelle.ferrars@example.org',NULL,NULL,NULL,'Director','People come to us and then have nobody.','','','["Mental wellbeing"]','["a bereavement caf\u00e9"]','["chaplains and choirs"]',NULL,0,NULL,NULL,'RTOQoUHPwYSvbTBOu9gVbjYcuh6Oa0oV',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(60,1,3,'placed','Lachlan Muirhead','lachlan muirhead','Muirhead Software','lachlan.muirhead@example.org','lachlan.muirhead@example.org',NULL,NULL,NULL,'Developer','We build what nobody would pay for.','','vegan','["Employability"]','["two days a month for charities"]','["a real problem to solve"]',NULL,0,NULL,NULL,'qwxA-CJLfy5WE6M4ekg4FIO4dcZeE3Tt',NULL,NULL,0,'2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(61,3,7,'placed','Voluntary Person000','voluntary person000','Person000 Trust','Voluntary0@example.org','voluntary.person000@example.org','new@example.org','code-3','2026-11-28 06:22:19.750802','','','','','[]','[]','[]',NULL,0,NULL,NULL,'urlBpFkig3VVuVyScHs7w2_N1L71mxru','feed-3',NULL,0,'2026-11-20 09:00:00.000000','2026-11-20 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(62,3,8,'placed','Public Person000','public person000','Person000 Trust','Public0@example.org','public.person000@example.org',NULL,NULL,NULL,'','','','','[]','[]','[]',NULL,0,NULL,NULL,'_cLXY0LrqPnhqQUyAAlj1Gl1uSTtKYdV',NULL,NULL,0,'2026-11-20 09:00:00.000000','2026-11-20 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(63,3,9,'placed','Private Person000','private person000','Person000 Trust','Private0@example.org','private.person000@example.org',NULL,NULL,NULL,'','','','','[]','[]','[]',NULL,0,NULL,NULL,'s-OfkNfReIGwhSnhUUlZi-uwdTQctuEt',NULL,NULL,0,'2026-11-20 09:00:00.000000','2026-11-20 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(64,3,NULL,'placed','None Person000','none person000','Person000 Trust','None0@example.org','none.person000@example.org',NULL,NULL,NULL,'','','','','[]','[]','[]',NULL,0,NULL,NULL,'PB0bLpSAGOL8tLxZLlL-23w0Ae7HVS1r',NULL,NULL,0,'2026-11-20 09:00:00.000000','2026-11-20 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "attendee" VALUES(65,3,7,'waiting','Waiting Person000','waiting person000','Person000 Trust','waiting.person000@example.org','waiting.person000@example.org',NULL,NULL,NULL,'','','','','[]','[]','[]',NULL,0,NULL,NULL,'M2TI_uwAZTl8P_C7UgOYcD1uRcp3c1dQ',NULL,NULL,0,'2026-11-20 09:00:00.000000','2026-11-20 09:00:00.000000',NULL,'2026-11-20 09:00:00.000000',NULL);
INSERT INTO "attendee" VALUES(66,3,7,'cancelled','Gone Person000','gone person000','Person000 Trust','gone.person000@example.org','gone.person000@example.org',NULL,NULL,NULL,'','','','','[]','[]','[]',NULL,0,NULL,NULL,'yTJ8tKi5rWFNa6rah7l-dpHykehInqVq',NULL,NULL,0,'2026-11-20 09:00:00.000000','2026-11-20 09:00:00.000000',NULL,NULL,'2026-11-20 09:00:00.000000');
INSERT INTO "attendee" VALUES(67,3,7,'waiting','Ada Byron','ada byron','Engines','ada@example.org','ada@example.org',NULL,NULL,NULL,'','','','','[]','[]','[]',NULL,0,NULL,NULL,'f6qqlU2M4yuMLMwYjVKy2-P-T8Z157r3',NULL,NULL,0,'2026-11-20 09:00:00.000000','2026-11-20 09:00:00.000000',NULL,'2026-11-20 09:00:00.000001',NULL);
CREATE TABLE consent (
	id INTEGER NOT NULL, 
	attendee_id INTEGER NOT NULL, 
	kind VARCHAR(30) NOT NULL, 
	wording TEXT NOT NULL, 
	given_at DATETIME NOT NULL, 
	CONSTRAINT pk_consent PRIMARY KEY (id), 
	CONSTRAINT fk_consent_attendee_id_attendee FOREIGN KEY(attendee_id) REFERENCES attendee (id) ON DELETE CASCADE, 
	CONSTRAINT uq_consent_attendee_id_kind UNIQUE (attendee_id, kind)
);
INSERT INTO "consent" VALUES(1,61,'photo','Yes.','2026-11-20 09:00:00.000000');
CREATE TABLE event (
	id INTEGER NOT NULL, 
	body_id INTEGER NOT NULL, 
	slug VARCHAR(80) NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	summary TEXT NOT NULL, 
	place VARCHAR(300) NOT NULL, 
	timezone VARCHAR(64) NOT NULL, 
	starts_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	signup_opens_at DATETIME, 
	signup_closes_at DATETIME, 
	capacity INTEGER NOT NULL, 
	places_taken INTEGER NOT NULL, 
	format VARCHAR(10) NOT NULL, 
	table_size INTEGER NOT NULL, 
	table_count INTEGER, 
	odd VARCHAR(10) NOT NULL, 
	rounds INTEGER NOT NULL, 
	talk_minutes INTEGER NOT NULL, 
	move_minutes INTEGER NOT NULL, 
	apart_organisations BOOLEAN NOT NULL, 
	priority_areas JSON NOT NULL, 
	prompts JSON NOT NULL, 
	calendar_sequence INTEGER NOT NULL, 
	called_off_at DATETIME, 
	called_off_words TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (id), 
	CONSTRAINT ck_event_ends_after_start CHECK (ends_at > starts_at), 
	CONSTRAINT ck_event_places_not_negative CHECK (places_taken >= 0), 
	CONSTRAINT fk_event_body_id_organising_body FOREIGN KEY(body_id) REFERENCES organising_body (id), 
	CONSTRAINT uq_event_slug UNIQUE (slug)
);
INSERT INTO "event" VALUES(1,1,'health-networking-breakfast-2026-12-10-cs44','Health networking breakfast','Two short talks, a good breakfast, and four rounds in which you meet people from sectors you never normally reach.','Old Corn Exchange, Market Street, Kelder KD1 4AB','Europe/London','2026-12-10 08:30:00.000000','2026-12-10 10:30:00.000000',NULL,NULL,60,60,'tables',5,NULL,'trio',4,8,2,0,'["Mental wellbeing", "Housing and homelessness", "Older people", "Carers", "Employability", "Addiction recovery"]','["What big challenge do you bring?", "What could you give this table?", "Who in this room should meet whom?"]',0,NULL,'','2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667');
INSERT INTO "event" VALUES(2,1,'breakfast-25f12575','Health networking breakfast','','Town Hall, Paisley','Europe/London','2026-12-04 08:30:00.000000','2026-12-04 10:30:00.000000',NULL,NULL,40,0,'tables',5,NULL,'trio',4,8,2,0,'["Mental wellbeing", "Housing and homelessness"]','[]',0,NULL,'','2026-11-20 09:00:00.000000','2026-11-20 09:00:00.000000');
INSERT INTO "event" VALUES(3,1,'breakfast-7c1c19e4','Health networking breakfast','','Town Hall, Paisley','Europe/London','2026-12-11 06:22:19.000000','2026-12-11 08:22:19.000000',NULL,NULL,4,4,'tables',5,NULL,'trio',4,8,2,0,'["Mental wellbeing", "Housing and homelessness"]','[]',0,NULL,'','2026-11-20 09:00:00.000000','2026-11-20 09:00:00.000000');
CREATE TABLE job (
	id INTEGER NOT NULL, 
	kind VARCHAR(30) NOT NULL, 
	event_id INTEGER NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	attempts INTEGER NOT NULL, 
	arguments JSON NOT NULL, 
	progress JSON NOT NULL, 
	stop_requested BOOLEAN NOT NULL, 
	sentence TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	started_at DATETIME, 
	heartbeat_at DATETIME, 
	finished_at DATETIME, 
	plan_id INTEGER, 
	CONSTRAINT pk_job PRIMARY KEY (id), 
	CONSTRAINT fk_job_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT fk_job_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE SET NULL
);
INSERT INTO "job" VALUES(1,'plan',3,'done',1,'{}','{}',0,'','2026-11-20 09:00:00.000000','2026-11-20 09:00:00.000000','2026-11-20 09:00:01.000000','2026-11-20 09:00:01.000000',1);
CREATE TABLE membership (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	body_id INTEGER NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_membership PRIMARY KEY (id), 
	CONSTRAINT fk_membership_body_id_organising_body FOREIGN KEY(body_id) REFERENCES organising_body (id) ON DELETE CASCADE, 
	CONSTRAINT fk_membership_user_id_user FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE, 
	CONSTRAINT uq_membership_user_id_body_id UNIQUE (user_id, body_id)
);
INSERT INTO "membership" VALUES(1,1,1,'owner');
CREATE TABLE organising_body (
	id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	contact_email VARCHAR(254) NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_organising_body PRIMARY KEY (id)
);
INSERT INTO "organising_body" VALUES(1,'Kelder Valley Third Sector Network','demo@example.org','2026-11-27 06:21:48.813667');
CREATE TABLE outgoing_mail (
	id INTEGER NOT NULL, 
	body_id INTEGER, 
	event_id INTEGER, 
	attendee_id INTEGER, 
	kind VARCHAR(30) NOT NULL, 
	recipient VARCHAR(254) NOT NULL, 
	subject VARCHAR(300) NOT NULL, 
	message BLOB NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	attempts INTEGER NOT NULL, 
	error TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	claimed_at DATETIME, 
	sent_at DATETIME, 
	CONSTRAINT pk_outgoing_mail PRIMARY KEY (id), 
	CONSTRAINT fk_outgoing_mail_attendee_id_attendee FOREIGN KEY(attendee_id) REFERENCES attendee (id) ON DELETE CASCADE, 
	CONSTRAINT fk_outgoing_mail_body_id_organising_body FOREIGN KEY(body_id) REFERENCES organising_body (id), 
	CONSTRAINT fk_outgoing_mail_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
);
INSERT INTO "outgoing_mail" VALUES(1,1,3,61,'signed_up','a0@example.org','Hello',X'46726F6D3A2063726F737374616C6B406578616D706C652E6F72670D0A546F3A2061406578616D706C652E6F72670D0A5375626A6563743A2048656C6C6F0D0A0D0A48656C6C6F2E0D0A','sent',0,'','2026-11-20 09:00:00.000000',NULL,NULL);
INSERT INTO "outgoing_mail" VALUES(2,1,3,61,'signed_up','a0@example.org','Hello',X'46726F6D3A2063726F737374616C6B406578616D706C652E6F72670D0A546F3A2061406578616D706C652E6F72670D0A5375626A6563743A2048656C6C6F0D0A0D0A48656C6C6F2E0D0A','failed',0,'','2026-11-20 09:00:00.000000',NULL,NULL);
INSERT INTO "outgoing_mail" VALUES(3,1,3,61,'signed_up','a0@example.org','Hello',X'46726F6D3A2063726F737374616C6B406578616D706C652E6F72670D0A546F3A2061406578616D706C652E6F72670D0A5375626A6563743A2048656C6C6F0D0A0D0A48656C6C6F2E0D0A','queued',0,'','2026-11-20 09:00:00.000000',NULL,NULL);
CREATE TABLE pair_rule (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	a_id INTEGER NOT NULL, 
	b_id INTEGER NOT NULL, 
	CONSTRAINT pk_pair_rule PRIMARY KEY (id), 
	CONSTRAINT ck_pair_rule_ordered CHECK (a_id < b_id), 
	CONSTRAINT fk_pair_rule_a_id_attendee FOREIGN KEY(a_id) REFERENCES attendee (id) ON DELETE CASCADE, 
	CONSTRAINT fk_pair_rule_b_id_attendee FOREIGN KEY(b_id) REFERENCES attendee (id) ON DELETE CASCADE, 
	CONSTRAINT fk_pair_rule_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT uq_pair_rule_a_id_b_id_kind UNIQUE (a_id, b_id, kind)
);
INSERT INTO "pair_rule" VALUES(1,1,'apart',14,23);
INSERT INTO "pair_rule" VALUES(2,1,'apart',20,54);
INSERT INTO "pair_rule" VALUES(3,1,'must_meet',19,50);
INSERT INTO "pair_rule" VALUES(4,1,'must_meet',24,51);
INSERT INTO "pair_rule" VALUES(5,1,'together',11,41);
INSERT INTO "pair_rule" VALUES(6,1,'wish',5,58);
INSERT INTO "pair_rule" VALUES(7,1,'wish',10,43);
INSERT INTO "pair_rule" VALUES(8,1,'wish',31,56);
INSERT INTO "pair_rule" VALUES(9,3,'apart',61,62);
CREATE TABLE "plan" (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	rounds INTEGER NOT NULL, 
	tables INTEGER NOT NULL, 
	status VARCHAR(12) NOT NULL, 
	stopped BOOLEAN NOT NULL, 
	score JSON NOT NULL, 
	limits JSON NOT NULL, 
	worst_off JSON NOT NULL, 
	seconds DOUBLE NOT NULL, 
	created_at DATETIME NOT NULL, 
	published_at DATETIME, 
	CONSTRAINT pk_plan PRIMARY KEY (id), 
	CONSTRAINT fk_plan_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT uq_plan_event_id_number UNIQUE (event_id, number)
);
INSERT INTO "plan" VALUES(1,3,1,'draft',4,1,'feasible',0,'{"cross_sector_pairs": 1, "ceiling": 1, "fewest_cross_sector": 1, "fewest_ceiling": 1, "spread": 1, "spread_floor": 1, "repeat_meetings": 1, "same_organisation_meetings": 1, "wishes_kept": 1, "wishes": 1, "moved_people": 0}','["Four rounds are few."]','[61]',0.0,'2026-11-20 09:00:00.000000',NULL);
INSERT INTO "plan" VALUES(2,3,2,'published',4,1,'feasible',0,'{"cross_sector_pairs": 1, "ceiling": 1, "fewest_cross_sector": 1, "fewest_ceiling": 1, "spread": 1, "spread_floor": 1, "repeat_meetings": 1, "same_organisation_meetings": 1, "wishes_kept": 1, "wishes": 1, "moved_people": 0}','["Four rounds are few."]','[61]',0.0,'2026-11-20 09:00:00.000000','2026-11-20 09:00:00.000000');
INSERT INTO "plan" VALUES(3,3,3,'draft',4,1,'feasible',0,'{"cross_sector_pairs": 1, "ceiling": 1, "fewest_cross_sector": 1, "fewest_ceiling": 1, "spread": 1, "spread_floor": 1, "repeat_meetings": 1, "same_organisation_meetings": 1, "wishes_kept": 1, "wishes": 1, "moved_people": 0}','["Four rounds are few."]','[61]',0.0,'2026-11-20 09:00:00.000000',NULL);
CREATE TABLE role (
	id INTEGER NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	description VARCHAR(255), 
	CONSTRAINT pk_role PRIMARY KEY (id), 
	CONSTRAINT uq_role_name UNIQUE (name)
);
CREATE TABLE seat (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	attendee_id INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	"table" INTEGER, 
	CONSTRAINT pk_seat PRIMARY KEY (id), 
	CONSTRAINT fk_seat_attendee_id_attendee FOREIGN KEY(attendee_id) REFERENCES attendee (id) ON DELETE CASCADE, 
	CONSTRAINT fk_seat_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE, 
	CONSTRAINT uq_seat_plan_id_attendee_id_round UNIQUE (plan_id, attendee_id, round)
);
INSERT INTO "seat" VALUES(1,1,61,1,1);
INSERT INTO "seat" VALUES(2,1,62,1,1);
INSERT INTO "seat" VALUES(3,1,63,1,1);
INSERT INTO "seat" VALUES(4,1,64,1,1);
INSERT INTO "seat" VALUES(5,1,61,2,1);
INSERT INTO "seat" VALUES(6,1,62,2,1);
INSERT INTO "seat" VALUES(7,1,63,2,1);
INSERT INTO "seat" VALUES(8,1,64,2,1);
INSERT INTO "seat" VALUES(9,1,61,3,1);
INSERT INTO "seat" VALUES(10,1,62,3,1);
INSERT INTO "seat" VALUES(11,1,63,3,1);
INSERT INTO "seat" VALUES(12,1,64,3,1);
INSERT INTO "seat" VALUES(13,1,61,4,1);
INSERT INTO "seat" VALUES(14,1,62,4,1);
INSERT INTO "seat" VALUES(15,1,63,4,1);
INSERT INTO "seat" VALUES(16,1,64,4,1);
INSERT INTO "seat" VALUES(17,2,61,1,1);
INSERT INTO "seat" VALUES(18,2,62,1,1);
INSERT INTO "seat" VALUES(19,2,63,1,1);
INSERT INTO "seat" VALUES(20,2,64,1,1);
INSERT INTO "seat" VALUES(21,2,61,2,1);
INSERT INTO "seat" VALUES(22,2,62,2,1);
INSERT INTO "seat" VALUES(23,2,63,2,1);
INSERT INTO "seat" VALUES(24,2,64,2,1);
INSERT INTO "seat" VALUES(25,2,61,3,1);
INSERT INTO "seat" VALUES(26,2,62,3,1);
INSERT INTO "seat" VALUES(27,2,63,3,1);
INSERT INTO "seat" VALUES(28,2,64,3,1);
INSERT INTO "seat" VALUES(29,2,61,4,1);
INSERT INTO "seat" VALUES(30,2,62,4,1);
INSERT INTO "seat" VALUES(31,2,63,4,1);
INSERT INTO "seat" VALUES(32,2,64,4,1);
INSERT INTO "seat" VALUES(33,3,61,1,1);
INSERT INTO "seat" VALUES(34,3,62,1,1);
INSERT INTO "seat" VALUES(35,3,63,1,1);
INSERT INTO "seat" VALUES(36,3,64,1,1);
INSERT INTO "seat" VALUES(37,3,61,2,1);
INSERT INTO "seat" VALUES(38,3,62,2,1);
INSERT INTO "seat" VALUES(39,3,63,2,1);
INSERT INTO "seat" VALUES(40,3,64,2,1);
INSERT INTO "seat" VALUES(41,3,61,3,1);
INSERT INTO "seat" VALUES(42,3,62,3,1);
INSERT INTO "seat" VALUES(43,3,63,3,1);
INSERT INTO "seat" VALUES(44,3,64,3,1);
INSERT INTO "seat" VALUES(45,3,61,4,1);
INSERT INTO "seat" VALUES(46,3,62,4,1);
INSERT INTO "seat" VALUES(47,3,63,4,1);
INSERT INTO "seat" VALUES(48,3,64,4,1);
CREATE TABLE sector (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	name VARCHAR(60) NOT NULL, 
	examples VARCHAR(300) NOT NULL, 
	style INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_sector PRIMARY KEY (id), 
	CONSTRAINT fk_sector_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT uq_sector_event_id_name UNIQUE (event_id, name)
);
INSERT INTO "sector" VALUES(1,1,'Voluntary','charities, community groups, social enterprises, faith and patient groups',1,1);
INSERT INTO "sector" VALUES(2,1,'Public','NHS, council, health and social care partnership, police, schools, universities',2,2);
INSERT INTO "sector" VALUES(3,1,'Private','businesses, self-employed people, private care providers, pharmacies, dentists, opticians',3,3);
INSERT INTO "sector" VALUES(4,2,'Voluntary','',1,1);
INSERT INTO "sector" VALUES(5,2,'Public','',2,2);
INSERT INTO "sector" VALUES(6,2,'Private','',3,3);
INSERT INTO "sector" VALUES(7,3,'Voluntary','',1,1);
INSERT INTO "sector" VALUES(8,3,'Public','',2,2);
INSERT INTO "sector" VALUES(9,3,'Private','',3,3);
CREATE TABLE setup_link (
	id INTEGER NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_setup_link PRIMARY KEY (id), 
	CONSTRAINT uq_setup_link_token_hash UNIQUE (token_hash)
);
CREATE TABLE staged_import (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	filename VARCHAR(255) NOT NULL, 
	content BLOB NOT NULL, 
	choices JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_staged_import PRIMARY KEY (id), 
	CONSTRAINT fk_staged_import_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
);
INSERT INTO "staged_import" VALUES(1,1,'demo_people.csv',X'','{"header": 0, "mapping": {"name": 0, "email": 1, "organisation": 2, "sector": 3, "role": 4, "priorities": 5, "offers": 6, "asks": 7, "about": 8, "host_table": 9, "stays": 10, "arrives_round": 11, "leaves_after_round": 12, "dietary": 13, "access": 14}, "result": {"added": 60, "updated": 0, "unchanged": 0, "skipped": 0, "faults": 0, "waiting": 0, "left_out": []}}','2026-11-27 06:21:48.813667','2026-11-27 06:21:48.813667');
INSERT INTO "staged_import" VALUES(2,3,'people.csv',X'','{"header": 0, "mapping": {"name": 0, "organisation": 1, "sector": 2, "email": 3}, "result": {"added": 1, "updated": 0, "unchanged": 0, "skipped": 0, "faults": 1, "waiting": 1, "left_out": [{"line": 3, "who": "x", "why": "Name: The name is empty. Email: \u201cx\u201d is not an email address."}]}}','2026-11-20 09:00:00.000000','2026-11-20 09:00:00.000000');
INSERT INTO "staged_import" VALUES(3,3,'people.csv',X'6E616D652C6F7267616E69736174696F6E2C736563746F722C656D61696C0D0A416461204279726F6E2C456E67696E65732C566F6C756E746172792C616461406578616D706C652E6F72670D0A2C2C2C780D0A','{"header": 0, "mapping": {"name": 0, "organisation": 1, "sector": 2, "email": 3}}','2026-11-20 09:00:00.000000',NULL);
CREATE TABLE user (
	id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	password VARCHAR(255) NOT NULL, 
	active BOOLEAN NOT NULL, 
	fs_uniquifier VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_user PRIMARY KEY (id), 
	CONSTRAINT uq_user_email UNIQUE (email), 
	CONSTRAINT uq_user_fs_uniquifier UNIQUE (fs_uniquifier)
);
INSERT INTO "user" VALUES(1,'Demo Organiser','demo@example.org','x',1,'c24d51c2e7c570eb7136ae81596fadd7','2026-11-27 06:21:48.813667');
CREATE TABLE user_role (
	user_id INTEGER NOT NULL, 
	role_id INTEGER NOT NULL, 
	CONSTRAINT pk_user_role PRIMARY KEY (user_id, role_id), 
	CONSTRAINT fk_user_role_role_id_role FOREIGN KEY(role_id) REFERENCES role (id) ON DELETE CASCADE, 
	CONSTRAINT fk_user_role_user_id_user FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE
);
CREATE INDEX ix_event_body_id ON event (body_id);
CREATE INDEX ix_agenda_item_event_id ON agenda_item (event_id);
CREATE INDEX ix_plan_event_id ON "plan" (event_id);
CREATE UNIQUE INDEX ix_plan_one_published ON "plan" (event_id) WHERE state = 'published';
CREATE INDEX ix_sector_event_id ON sector (event_id);
CREATE INDEX ix_staged_import_event_id ON staged_import (event_id);
CREATE INDEX ix_attendee_event_id ON attendee (event_id);
CREATE INDEX ix_attendee_state ON attendee (state);
CREATE INDEX ix_job_event_id ON job (event_id);
CREATE INDEX ix_job_state ON job (state);
CREATE INDEX ix_outgoing_mail_body_id ON outgoing_mail (body_id);
CREATE INDEX ix_outgoing_mail_event_id ON outgoing_mail (event_id);
CREATE INDEX ix_outgoing_mail_state ON outgoing_mail (state);
CREATE INDEX ix_pair_rule_event_id ON pair_rule (event_id);
CREATE INDEX ix_seat_plan_id ON seat (plan_id);
COMMIT;
