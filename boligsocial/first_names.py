"""First names common in Denmark, of people of every origin: they tell a name at the start of a sentence.

Names that are everyday words too (Bo, Dag, Liv, Sten) are left out; inside a sentence their capital letter tells.
"""

FIRST_NAMES = frozenset(
    """
    aase abdi abdul abdullah adam adnan agnes ahmad ahmed aisha albert alberte aleksander alex alexander alfred ali
    alice alma amal amanda amin amina amir amira anders andreas ane anette anisa anita anja ann anna anne annelise
    anni anton arash arne arthur asger asif asma asta astrid august aya aylin aysel ayse aziz bashir benjamin bent
    bente berit bertil bilal birgit birgitte birthe bjarne bjørn børge brian britta camilla carl carla carsten
    caroline cathrine cecilie charlotte christian christina christine christoffer claus clara dagny daniel daniela
    dariusz david dennis diana dina ditte dorte dorthe ebba edith eigil einar ejnar ejvind elena elias elif elin
    elisabeth ella ellen elna elsa else emil emilie emily emine emma emre erik erna esma esther eva ewa fadi fatima
    fatma felix ferhat filip finn flemming frank fransiska fatemeh freja frida frode frederik frederikke gerda gert
    gitte grethe gudrun gunnar gunhild hanna hannah hanne hans harald harry hassan hasan hatice heidi helen helena
    helene helga helle henning henny henriette henrik henry herbert hilda hugo hussein huda ian ib ibrahim ida idris
    ilse imran inga inge ingeborg ingelise inger ingrid irena irene iris ismail ivan iwona jacob jakob jamal jan jane
    janne janni jannie jens jenny jeppe jesper jette joan joanna johan johanne johannes john johnny jonas
    jonathan josef josefine julia julie justyna jytte jørgen kaj kamal karen karim karin karl karla karsten kasper
    katarzyna kate katja katrine kenneth kent khadija khaled kim kirsten kirstine kjeld klara klaus knud kristian
    kristina kristine kristoffer kurt laila lars lasse laura laurits layla lea leif lena lene leo leyla lilian lillian
    line linda lis lisa lisbeth lise lissi liva lone lotte louis louise lucas lukas lærke mads magdalena magnus mahmoud
    mai maja majbritt malene malgorzata malthe maria mariam mariann marianne marie marina marius mariusz martha martin
    mary maryam mathias mathilde max mehmet merete mette mia michael mie mikael mikkel mikkeline miriam mohamed mohamad
    mohammad mohammed mona monika morten muhammad murat mustafa nadia nadja naja nanna natalia natasha nicklas nicolai
    niels nikolaj nils nina noah noor nora nour oksana olaf ole olena olga olivia oliver omar orhan osama oscar otto
    palle patrick paul pauline peder per pernille peter petra pia piotr poul preben rania rasmus rebecca regitze
    rene rikke rita robert robin ronja rosa rune ruth ryan salim salma sami samira samir sandra sara sarah sebastian
    selma serkan signe silje silas simon sofia sofie sofus sonja stefan steffen stella stig stine sune susan susanne
    suzan svend svetlana sven søren tage tanja tatiana teresa thea theis theodor thomas thora thorkild thorvald tim
    tina tobias tomasz tommy tone torben tove troels trine tyra ulla ulrik ursula uffe vagn valdemar vera verner
    vibeke victor victoria viggo viktor viktoria villads villy vilma vivi vivian vladimir waleed walid wilhelm william
    willy yasin yasmin yasmina yousef yosef younes yusuf yvonne zahra zainab zara zeynep zofia åge åse
    """.split()  # noqa: SIM905 - so that a person can read and change it
)
