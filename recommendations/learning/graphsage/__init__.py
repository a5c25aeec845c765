"""GraphSAGE over bands, keywords and listeners (CONTRACT S49 to S51, S55 to S57, O9).

Hamilton, Ying and Leskovec, "Inductive representation learning on large graphs", NIPS 2017.
"""
